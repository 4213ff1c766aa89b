import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import type { Cipher, CipherContext } from "@coffer/cache-core";

const AES = "aes-256-gcm";
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const HEADER_LENGTH = NONCE_LENGTH + TAG_LENGTH;

/**
 * The smallest cipher that fulfils the contract: nonce, tag and ciphertext, with one key. A template for your own.
 */
export class ReferenceCipher implements Cipher {
  readonly #secret: string;

  /** @param secret a text that cannot be guessed. */
  constructor(secret: string) {
    this.#secret = secret;
  }

  encrypt(data: Buffer, context: CipherContext): Buffer {
    const nonce = context.kind === "member" ? this.#nonceOf(data) : randomBytes(NONCE_LENGTH);
    const cipher = createCipheriv(AES, this.#keyOf(context), nonce).setAAD(bound(context));
    const encrypted = cipher.update(data);
    cipher.final();
    return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
  }

  decrypt(data: Buffer, context: CipherContext): Buffer {
    if (data.length < HEADER_LENGTH) throw new Error("it is not encrypted, or truncated");
    const nonce = data.subarray(0, NONCE_LENGTH);
    const decipher = createDecipheriv(AES, this.#keyOf(context), nonce, { authTagLength: TAG_LENGTH })
      .setAAD(bound(context))
      .setAuthTag(data.subarray(NONCE_LENGTH, HEADER_LENGTH));
    const plain = decipher.update(data.subarray(HEADER_LENGTH));
    decipher.final();
    return plain;
  }

  /** Members have a separate key, so that none of their nonces repeats one of the values'. */
  #keyOf({ kind }: CipherContext): Buffer {
    return createHash("sha256")
      .update(`${kind === "member" ? "members" : "values"} ${this.#secret}`)
      .digest();
  }

  #nonceOf(data: Buffer): Buffer {
    return createHmac("sha256", `nonces ${this.#secret}`).update(data).digest().subarray(0, NONCE_LENGTH);
  }
}

/** A text that is unique for each place. */
function bound(context: CipherContext): Buffer {
  return Buffer.from(JSON.stringify(context, ["kind", "key", "field"]));
}
