import { Codec, EncryptingCodec } from "@coffer/backend-redis";
import type { Cipher, CipherContext, Serializer } from "@coffer/cache-core";
import { describe, expect, it, vi } from "vitest";

const json: Serializer = {
  isText: true,
  dumps: (value) => JSON.stringify(value),
  loads: (data) => JSON.parse(data.toString()),
};

/** Its arguments are part of the bytes. */
class Labelling implements Cipher {
  encrypt(data: Buffer, context: CipherContext): Buffer | Promise<Buffer> {
    return Buffer.from(`${label(context)}|${data}`);
  }
  decrypt(data: Buffer, context: CipherContext): Buffer | Promise<Buffer> {
    const head = `${label(context)}|`;
    if (!data.toString().startsWith(head)) throw new Error("not mine");
    return data.subarray(Buffer.byteLength(head));
  }
}

class Later extends Labelling {
  override async encrypt(data: Buffer, context: CipherContext): Promise<Buffer> {
    return super.encrypt(data, context);
  }
  override async decrypt(data: Buffer, context: CipherContext): Promise<Buffer> {
    return super.decrypt(data, context);
  }
}

const label = (context: CipherContext) => Object.values(context).join(" ");
const codecWith = (cipher: Cipher, statistics?: { countError(error: unknown): void }) =>
  new EncryptingCodec(cipher, json, undefined, { statistics: statistics as never });

describe.each([
  ["at once", Labelling],
  ["with promises", Later],
])("a codec with a cipher that answers %s", (_, Tested) => {
  const codec = codecWith(new Tested());

  it("passes the place of values, fields and members, also for integers", async () => {
    expect(String(await codec.encode({ a: 1 }, ":1:k"))).toBe('value :1:k|{"a":1}');
    expect(String(await codec.encode(5, ":1:k"))).toBe("value :1:k|5");
    expect(String(await codec.encode("x", ":1:h", "f"))).toBe('field :1:h f|"x"');
    expect(String(await codec.encodeMember(5, ":1:s"))).toBe("member|5");
    expect(await codec.decode(Buffer.from("value :1:k|5"), ":1:k")).toBe(5);
    expect(await codec.decode(Buffer.from('field :1:h f|"x"'), ":1:h", undefined, "f")).toBe("x");
    expect(await codec.decodeMember(Buffer.from('member|"x"'), ":1:s")).toBe("x");
  });

  it("returns nothing undecrypted, and counts what it cannot read", async () => {
    const countError = vi.fn();
    const counting = codecWith(new Tested(), { countError });
    for (const text of ["5", "", '"x"', "value :1:other|5", "member|5"]) {
      await expect((async () => counting.decode(Buffer.from(text), ":1:k"))()).rejects.toMatchObject({
        name: "CipherError",
        code: "ERR_DECODE",
        message: 'the stored value of ":1:k" cannot be decrypted: not mine',
      });
    }
    expect(countError).toHaveBeenCalledTimes(5);
  });

  it("passes the serializer's errors on unchanged", async () => {
    await expect((async () => codec.decode(Buffer.from("value k|{"), "k"))()).rejects.toMatchObject({
      name: "SerializerError",
      code: "ERR_DECODE",
    });
  });
});

describe("a codec with a cipher", () => {
  it("wraps whatever a cipher throws in a CipherError, also results that are not bytes", async () => {
    const broken = codecWith({
      encrypt: () => {
        throw new Error("the key service is gone");
      },
      decrypt: async () => "text" as never,
    });
    expect(() => broken.encode(1, "k")).toThrow(
      expect.objectContaining({
        name: "CipherError",
        code: "ERR_ENCODE",
        message: 'the value of "k" cannot be encrypted: the key service is gone',
        cause: expect.objectContaining({ message: "the key service is gone" }),
      }),
    );
    await expect(broken.decode(Buffer.from("x"), "k")).rejects.toThrow(
      /cannot be decrypted: decrypt must return bytes, got a string/,
    );
  });

  it("requires the key: otherwise values would not be bound to a place", () => {
    const codec = codecWith(new Labelling());
    expect(() => codec.encode(1)).toThrow(/a client must name the key/);
    expect(() => codec.decode(Buffer.from("x"))).toThrow(TypeError);
  });

  it("has a property that tells clients not to count or rename in Redis", () => {
    expect(codecWith(new Labelling()).encrypts).toBe(true);
    expect(new Codec(json).encrypts).toBe(false);
  });
});
