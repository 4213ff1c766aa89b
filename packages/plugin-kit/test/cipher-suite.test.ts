import { createHash } from "node:crypto";
import type { Cipher, CipherContext } from "@coffer/cache-core";
import { cipherSuite, ReferenceCipher } from "@coffer/plugin-kit";
import { describe, expect, it } from "vitest";
import { failuresOf } from "./support/failures-of.js";

type CipherClass = new (secret: string) => Cipher;

const suiteOf = (Tested: CipherClass) => ({
  create: () => new Tested("ours"),
  createStranger: () => new Tested("theirs"),
});

cipherSuite({ describe, it, name: "the reference cipher", ...suiteOf(ReferenceCipher) });

/** The same, with promises. */
class Slow implements Cipher {
  readonly #inner: ReferenceCipher;
  constructor(secret: string) {
    this.#inner = new ReferenceCipher(secret);
  }
  async encrypt(data: Buffer, context: CipherContext): Promise<Buffer> {
    return this.#inner.encrypt(data, context);
  }
  async decrypt(data: Buffer, context: CipherContext): Promise<Buffer> {
    return this.#inner.decrypt(data, context);
  }
}

cipherSuite({ describe, it, name: "a cipher with promises", ...suiteOf(Slow) });

/** Passes on bytes that were stored before encryption was enabled. */
class Lenient extends ReferenceCipher {
  override decrypt(data: Buffer, context: CipherContext): Buffer {
    return /^[-{n\d]/.test(data.toString("latin1")) ? data : super.decrypt(data, context);
  }
}

/** Bound to what the given function derives from the context. */
abstract class BoundToLess extends ReferenceCipher {
  abstract less(context: CipherContext): CipherContext;
  override encrypt(data: Buffer, context: CipherContext): Buffer {
    return super.encrypt(data, this.less(context));
  }
  override decrypt(data: Buffer, context: CipherContext): Buffer {
    return super.decrypt(data, this.less(context));
  }
}

class BoundToNothing extends BoundToLess {
  less(context: CipherContext): CipherContext {
    return context.kind === "member" ? context : { kind: "value", key: "" };
  }
}

class BoundToKey extends BoundToLess {
  less(context: CipherContext): CipherContext {
    return context.kind === "field" ? { kind: "value", key: context.key } : context;
  }
}

class Glued extends BoundToLess {
  less(context: CipherContext): CipherContext {
    return context.kind === "field" ? { ...context, key: context.key + context.field, field: "" } : context;
  }
}

class RandomMembers extends BoundToLess {
  less(context: CipherContext): CipherContext {
    return context.kind === "member" ? { kind: "value", key: "\0" } : context;
  }
}

class SameEachTime implements Cipher {
  readonly #pad: Buffer;
  constructor(secret: string) {
    this.#pad = createHash("sha512").update(secret).digest();
  }
  encrypt(data: Buffer, _context: CipherContext): Buffer {
    return data.map((byte, at) => byte ^ (this.#pad[at % 64] as number)) as Buffer;
  }
  decrypt(data: Buffer, _context: CipherContext): Buffer {
    return this.encrypt(data, _context);
  }
}

class Visible extends ReferenceCipher {
  override encrypt(data: Buffer, context: CipherContext): Buffer {
    return Buffer.concat([super.encrypt(data, context), data]);
  }
  override decrypt(data: Buffer, context: CipherContext): Buffer {
    return super.decrypt(data.subarray(0, 28 + (data.length - 28) / 2), context);
  }
}

class Shared extends ReferenceCipher {
  constructor() {
    super("one for all");
  }
}

class Scribbling extends ReferenceCipher {
  override encrypt(data: Buffer, context: CipherContext): Buffer {
    const encrypted = super.encrypt(data, context);
    data.fill(0);
    return encrypted;
  }
}

class NoneForEmpty extends ReferenceCipher {
  override encrypt(data: Buffer, context: CipherContext): Buffer {
    return data.length === 0 ? data : super.encrypt(data, context);
  }
}

const MOVED =
  "bytes moved to another key, version or field are an error, and so is a member in the place of a value";

const MUTANTS: readonly (readonly [CipherClass, string])[] = [
  [Lenient, "bytes that were never encrypted are an error"],
  [BoundToNothing, MOVED],
  [BoundToKey, MOVED],
  [Glued, MOVED],
  [
    RandomMembers,
    "the same member is encrypted to the same bytes, at any time and by any instance with the same keys",
  ],
  [SameEachTime, "equal values and fields are encrypted to different bytes each time"],
  [SameEachTime, "any changed bit is an error"],
  [SameEachTime, "parts of two values joined together are an error"],
  [Visible, "the ciphertext does not contain the plaintext, and is not a number"],
  [Visible, "truncated bytes, and bytes with a suffix, are an error"],
  [Shared, "bytes encrypted with other keys are an error"],
  [Shared, "other keys encrypt a member to other bytes"],
  [Scribbling, "the input is not changed, and may be a part of a larger buffer"],
  [NoneForEmpty, "bytes of any size come back, also empty ones"],
];

describe("the cipher suite fails", () => {
  it.each(MUTANTS)("on %o: %s", async (Mutant, title) => {
    expect(await failuresOf((runner) => cipherSuite({ ...runner, ...suiteOf(Mutant) }), title)).toEqual([
      title,
    ]);
  });
});
