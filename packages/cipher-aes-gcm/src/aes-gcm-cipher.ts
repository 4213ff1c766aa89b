import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type { CacheOptions, Cipher, CipherContext, OptionDeclarations } from "@coffer/cache-core";
import { boundTo } from "./bound-to.js";
import { OPTIONS } from "./options.js";
import { type Keys, readKeys } from "./read-keys.js";
import { NONCE_LENGTH, partsOf, TAG_LENGTH } from "./stored-form.js";

const AES = "aes-256-gcm";
const TAG = { authTagLength: TAG_LENGTH };

/**
 * Encrypts with AES-256-GCM of Node's crypto module. The ciphertext is bound to its Redis key, and contains the id of the encryption key.
 */
export class AesGcmCipher implements Cipher {
  static readonly options: OptionDeclarations = OPTIONS;

  readonly #keys: Keys;

  /** @throws ImproperlyConfigured with all problems of CIPHER_KEYS, without showing a key. */
  constructor({ CIPHER_KEYS }: CacheOptions) {
    this.#keys = readKeys(CIPHER_KEYS);
  }

  /** @throws Error for a member, if there are several keys and none has `members: true`. */
  encrypt(data: Buffer, context: CipherContext): Buffer {
    if (context.kind !== "member") {
      const { head, values } = this.#keys.first;
      return seal(head, values, randomBytes(NONCE_LENGTH), data, context);
    }
    const key = this.#keys.forMembers;
    if (key === undefined) {
      throw new Error(
        "of several CIPHER_KEYS one must be marked with members: true, the one that encrypted the members stored so far",
      );
    }
    // Equal bytes get equal nonces and different bytes different ones: a reader learns only which members are equal.
    const nonce = createHmac("sha256", key.memberNonces).update(data).digest().subarray(0, NONCE_LENGTH);
    return seal(key.head, key.members, nonce, data, context);
  }

  /** @throws Error for bytes that were not encrypted by one of the keys, in this context. */
  decrypt(data: Buffer, context: CipherContext): Buffer {
    const { head, id, nonce, tag, encrypted } = partsOf(data);
    const key = this.#keys.all.get(id);
    if (key === undefined) {
      throw new Error(`it needs the key ${JSON.stringify(id)}, which is not among CIPHER_KEYS`);
    }
    const isMember = context.kind === "member";
    const decipher = createDecipheriv(AES, isMember ? key.members : key.values, nonce, TAG)
      .setAAD(boundTo(head, context))
      .setAuthTag(tag);
    const plain = decipher.update(encrypted);
    try {
      decipher.final();
    } catch (cause) {
      throw new Error(
        `it was changed, or encrypted for another key, version or field, or by another key with the id ${JSON.stringify(id)}`,
        { cause },
      );
    }
    return plain;
  }
}

function seal(
  head: Buffer,
  key: Parameters<typeof createCipheriv>[1],
  nonce: Buffer,
  data: Buffer,
  context: CipherContext,
): Buffer {
  const cipher = createCipheriv(AES, key, nonce, TAG).setAAD(boundTo(head, context));
  const encrypted = cipher.update(data);
  cipher.final();
  return Buffer.concat([head, nonce, cipher.getAuthTag(), encrypted]);
}
