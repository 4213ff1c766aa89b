import { Codec } from "@coffer/backend-redis";
import { JsonSerializer } from "@coffer/serializer-json";
import { describe, expect, it } from "vitest";
import { keptOf } from "../src/kept.js";
import { Memory } from "../src/memory.js";

const NEVER = -1;
const codec = new Codec(new JsonSerializer());
/** As for a server that always answers. */
const link = {
  state: "armed" as const,
  get proof() {
    return performance.now();
  },
  close: async () => {},
};

function memoryOf(given: Partial<ConstructorParameters<typeof Memory>[0]> = {}): Memory {
  const limits = {
    keys: undefined,
    maxEntries: 1000,
    maxBytes: 2 ** 25,
    timeout: 60_000,
    maxLag: 2000,
    freezes: false,
  };
  return new Memory({ ...limits, ...given });
}

/** Reads a value, as if Redis had it, and decodes it. */
function put(
  memory: Memory,
  key: string,
  value: unknown,
  { read = memory.begin(link), freezes = false } = {},
): unknown {
  const data = Buffer.from(codec.encode(value) as string);
  const kept = read && memory.keep(key, data, NEVER, read);
  return kept && memory.decode(kept, data, { freezes, inflater: codec, decode: () => codec.decode(data) });
}

describe("the size of its entries", () => {
  it("a string once, not its bytes as well", () => {
    const memory = memoryOf();
    put(memory, "k", "x".repeat(100_000));
    expect(memory.counts.bytes).toBeGreaterThan(100_000);
    expect(memory.counts.bytes).toBeLessThan(101_000);
  });

  it("what a frozen object takes besides", () => {
    const memory = memoryOf();
    const value = Array.from({ length: 1000 }, (_, index) => ({ index }));
    put(memory, "k", value, { freezes: true });
    expect(memory.counts.bytes).toBeGreaterThan(2 * JSON.stringify(value).length);
  });

  it("MAX_BYTES holds for what is decoded as well, and an object that grows beyond its part is not kept", () => {
    const memory = memoryOf({ maxBytes: 80_000 });
    const value = Array.from({ length: 900 }, () => 1);
    for (let n = 0; n < 100; n++) put(memory, `k${n}`, value, { freezes: true });
    expect(memory.counts.entries).toBeGreaterThan(1);
    expect(memory.counts.entries).toBeLessThan(20);
    expect(memory.counts.bytes).toBeLessThanOrEqual(80_000);
    // Its bytes alone would be within an eighth.
    put(
      memory,
      "large",
      Array.from({ length: 4000 }, () => 1),
      { freezes: true },
    );
    expect(memory.find("large")).toBeUndefined();
  });
});

describe("order", () => {
  it("a result requested before an evicted value does not replace it", () => {
    const memory = memoryOf({ maxEntries: 1 });
    const [earlier, later] = [memory.begin(link), memory.begin(link)];
    put(memory, "k", 2, { read: later });
    put(memory, "other", 1);
    expect(memory.counts.evictions).toBe(1);
    put(memory, "k", 1, { read: earlier });
    expect(memory.find("k")).toBeUndefined();
  });

  it("a value that is removed while it is read is still returned", () => {
    const memory = memoryOf();
    put(memory, "k", "text");
    const stored = memory.find("k")?.stored as Buffer;
    memory.forget("k");
    put(memory, "other", "another");
    expect(memory.find("k")).toBeUndefined();
    expect(keptOf(stored)?.shared).toBe("text");
  });
});

describe("changes", () => {
  it("of more keys than are remembered leave nothing that was asked before them", () => {
    const memory = memoryOf();
    const read = memory.begin(link);
    for (let n = 0; n < 20_000; n++) memory.forget(`k${n}`);
    put(memory, "other", 1, { read });
    expect(memory.find("other")).toBeUndefined();
    put(memory, "other", 1);
    expect(memory.find("other")?.shared).toBe(1);
  });
});
