import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type { CacheOptions, Cipher, CipherContext, OptionDeclarations } from "@coffer/cache-core";
import { OPTIONS } from "./options.js";

const CIPHER = "chacha20-poly1305";
const NONCE_LENGTH = 12;
const TAG = { authTagLength: 16 };
/** No other format begins with these bytes: no text, number or MessagePack. */
const MAGIC = Buffer.from([0xc1, 0xce, 0x01]);
const TAG_AT = MAGIC.length + NONCE_LENGTH;
const HEADER_LENGTH = TAG_AT + TAG.authTagLength;

/** ChaCha20-Poly1305. The stored form is the magic bytes, the nonce, the tag and the ciphertext. */
export class ExampleCipher implements Cipher {
  static readonly options: OptionDeclarations = OPTIONS;

  readonly #values: Buffer;
  readonly #members: Buffer;
  readonly #nonces: Buffer;

  /** @throws Error that does not show the key. */
  constructor({ EXAMPLE_KEY = "" }: CacheOptions) {
    const key = Buffer.from(EXAMPLE_KEY, "base64");
    if (key.length !== 32) throw new Error(`EXAMPLE_KEY must be 32 bytes as base64, has ${key.length}`);
    // A separate key per purpose, so that the nonce of a member never repeats one of a value.
    const derive = (purpose: string) => createHmac("sha256", key).update(purpose).digest();
    this.#values = derive("values");
    this.#members = derive("members");
    this.#nonces = derive("nonces of members");
  }

  /** A member is always encrypted to the same bytes, since Redis must find it; any other value never is. */
  encrypt(data: Buffer, context: CipherContext): Buffer {
    const nonce =
      context.kind === "member"
        ? createHmac("sha256", this.#nonces).update(data).digest().subarray(0, NONCE_LENGTH)
        : randomBytes(NONCE_LENGTH);
    const cipher = createCipheriv(CIPHER, this.#keyOf(context), nonce, TAG);
    cipher.setAAD(placeOf(context), { plaintextLength: data.length });
    const encrypted = cipher.update(data);
    cipher.final();
    return Buffer.concat([MAGIC, nonce, cipher.getAuthTag(), encrypted]);
  }

  /** @throws Error for bytes that were not encrypted with this key, for this place. */
  decrypt(data: Buffer, context: CipherContext): Buffer {
    if (!data.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error("it is not encrypted");
    if (data.length < HEADER_LENGTH) throw new Error("it is truncated");
    const nonce = data.subarray(MAGIC.length, TAG_AT);
    const encrypted = data.subarray(HEADER_LENGTH);
    const decipher = createDecipheriv(CIPHER, this.#keyOf(context), nonce, TAG);
    decipher.setAAD(placeOf(context), { plaintextLength: encrypted.length });
    decipher.setAuthTag(data.subarray(TAG_AT, HEADER_LENGTH));
    const plain = decipher.update(encrypted);
    try {
      decipher.final();
    } catch (cause) {
      throw new Error("it was changed, or encrypted with another key or for another place", { cause });
    }
    return plain;
  }

  #keyOf({ kind }: CipherContext): Buffer {
    return kind === "member" ? this.#members : this.#values;
  }
}

/** Where the bytes are stored, as a text that is unique for each place. */
function placeOf(context: CipherContext): Buffer {
  return Buffer.from(JSON.stringify(context, ["kind", "key", "field"]));
}
