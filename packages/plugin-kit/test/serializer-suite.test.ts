import type { Serializer } from "@coffer/cache-core";
import { ReferenceSerializer, serializerSuite } from "@coffer/plugin-kit";
import { describe, expect, it } from "vitest";
import { failuresOf } from "./support/failures-of.js";

serializerSuite({
  describe,
  it,
  name: "the reference serializer",
  create: () => new ReferenceSerializer(),
  values: { "a list of lists": [[1], [2, [3]]] },
  refused: { "a Map": new Map([[1, 2]]) },
});

const reference = new ReferenceSerializer();

class Lossy extends ReferenceSerializer {
  override dumps(value: unknown): string {
    const text = JSON.stringify(value);
    if (text === undefined) throw new TypeError("no value");
    return `J${text}`;
  }
}

class Digits extends ReferenceSerializer {
  override dumps(value: unknown): string {
    return reference.dumps(value).slice(1);
  }
  override loads(data: Buffer): unknown {
    return JSON.parse(data.toString());
  }
}

class Clocked extends ReferenceSerializer {
  #count = 0;
  override dumps(value: unknown): string {
    return reference.dumps(value) + " ".repeat(this.#count++ % 7);
  }
}

class OneBuffer implements Serializer {
  readonly #buffer = Buffer.alloc(3_000_000);
  dumps(value: unknown): Buffer {
    return this.#buffer.subarray(0, this.#buffer.write(reference.dumps(value)));
  }
  loads(data: Buffer): unknown {
    return reference.loads(data);
  }
}

class Trusting extends ReferenceSerializer {
  override loads(data: Buffer): unknown {
    try {
      return reference.loads(data);
    } catch {
      return null;
    }
  }
}

class Polluting extends ReferenceSerializer {
  override loads(data: Buffer): unknown {
    const value = reference.loads(data);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const copy: Record<string, unknown> = {};
    for (const name of Object.keys(value)) copy[name] = (value as Record<string, unknown>)[name];
    return copy;
  }
  override dumps(value: unknown): string {
    return `J${JSON.stringify(value)}`;
  }
}

class Caching extends ReferenceSerializer {
  readonly #seen = new Map<string, unknown>();
  override loads(data: Buffer): unknown {
    const text = data.toString();
    if (!this.#seen.has(text)) this.#seen.set(text, super.loads(data));
    return this.#seen.get(text);
  }
}

class Latin extends ReferenceSerializer {
  override loads(data: Buffer): unknown {
    return reference.loads(Buffer.from(data.toString("latin1")));
  }
}

class Throwing extends ReferenceSerializer {
  override loads(data: Buffer): unknown {
    try {
      return reference.loads(data);
    } catch {
      throw "not an Error";
    }
  }
}

class Scribbling extends ReferenceSerializer {
  override loads(data: Buffer): unknown {
    const value = reference.loads(data);
    data.fill(0);
    return value;
  }
}

/** A defect, and a case that must detect it. */
const MUTANTS: readonly (readonly [new () => Serializer, string])[] = [
  [Lossy, "a Map is rejected, or comes back equal"],
  [Lossy, "a Date is rejected, or comes back equal"],
  [Lossy, "NaN is rejected, or comes back equal"],
  [Lossy, "undefined in a list is rejected, or comes back equal"],
  [Lossy, "functions and symbols are rejected, at any depth"],
  [Digits, "no value is stored as bare digits, which would be read as an integer"],
  [Clocked, "equal members are equal bytes, at any time and from any instance"],
  [OneBuffer, "stored bytes do not change while other values are stored"],
  [Trusting, "empty bytes are an error"],
  [Trusting, "a truncated value is an error"],
  [Trusting, "bytes after the value are an error"],
  [Trusting, "bytes of the other formats are an error"],
  [Polluting, "a property called __proto__ is rejected or stays data"],
  [Caching, "each load creates a new value"],
  [Latin, "strings come back, whatever they contain"],
  [Throwing, "random bytes give a value or an error in time"],
  [Throwing, "a value with flipped bits or bytes gives a value or an error in time"],
  [Scribbling, "a value is read from a part of a larger buffer, which may be overwritten afterwards"],
];

describe("the serializer suite fails", () => {
  it.each(MUTANTS)("on %o: %s", async (Mutant, title) => {
    const suite: Parameters<typeof failuresOf>[0] = (runner) =>
      serializerSuite({ ...runner, create: () => new Mutant() });
    expect(await failuresOf(suite, title)).toEqual([title]);
  });

  it("on an invalid Date with an error that does not hold it, which would crash the TAP reporter of node:test", async () => {
    const bodies = new Map<string, () => Promise<void>>();
    serializerSuite({ it: (title, body) => bodies.set(title, body), create: () => new Lossy() });
    const [failing] = [...bodies]
      .filter(([title]) => title.includes("an invalid Date"))
      .map(([, body]) => body);
    await expect(failing?.()).rejects.toMatchObject({
      message: "Invalid Date came back as null",
      actual: undefined,
      expected: undefined,
    });
  });

  it("on the author's values that do not come back, or are not rejected", async () => {
    const failures = await failuresOf((runner) =>
      serializerSuite({
        ...runner,
        create: () => new ReferenceSerializer(),
        values: { "a Map": new Map() },
        refused: { "a text": "text" },
        groups: ["its own values"],
      }),
    );
    expect(failures).toEqual(["a Map comes back", "a text is rejected"]);
  });
});
