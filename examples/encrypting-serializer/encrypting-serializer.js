import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { SERIALIZER } from "@coffer/backend-kit";
import { DecryptionError } from "./decryption-error.js";
import { headOf, NONCE_LENGTH, openEnvelope } from "./envelope.js";
import { KeyRing } from "./key-ring.js";

/** @typedef {import("@coffer/cache-core").Serializer} Serializer */

const CIPHER = "aes-256-gcm";

/**
 * Encrypts what another serializer makes, with AES-256-GCM. What it does not hide: keys, lengths, timeouts, and integers, which Redis
 * has to count and which no serializer ever sees. Use a key for at most 2^32 values, then the next one.
 * @implements {Serializer}
 */
export class EncryptingSerializer {
  /** @type {import("@coffer/cache-core").OptionDeclarations} */
  static options = {
    ENCRYPTED_SERIALIZER: {
      type: "plugin",
      kind: SERIALIZER,
      default: "@coffer/serializer-json",
      description: "Makes the bytes that are encrypted.",
    },
    ENCRYPTION_KEYS: {
      type: "object",
      secret: true,
      required: true,
      description: "Keys by their ids, each 32 bytes as base64. All of them read.",
    },
    ENCRYPTION_KEY_ID: {
      type: "string",
      required: true,
      description: "The id of the key that writes.",
    },
  };

  #inner;
  #keys;

  /** @param {any} options */
  constructor(options) {
    const { ENCRYPTED_SERIALIZER: Inner, ENCRYPTION_KEYS, ENCRYPTION_KEY_ID } = options;
    this.#inner = new Inner(options);
    this.#keys = new KeyRing(ENCRYPTION_KEYS, ENCRYPTION_KEY_ID);
  }

  /** @param {unknown} value */
  dumps(value) {
    return this.#encrypt(Buffer.from(this.#inner.dumps(value)), randomBytes(NONCE_LENGTH));
  }

  /**
   * Redis finds a member by its bytes, so equal members have to be encrypted to equal bytes: who can see them can see that they are
   * equal, and nothing more. Members that another key wrote are not found.
   * @param {unknown} value
   */
  dumpsMember(value) {
    const plain = Buffer.from(this.#inner.dumpsMember?.(value) ?? this.#inner.dumps(value));
    return this.#encrypt(plain, this.#keys.nonceFor(plain).subarray(0, NONCE_LENGTH));
  }

  /**
   * @param {Buffer} data
   * @throws {DecryptionError}
   */
  loads(data) {
    const { head, id, nonce, tag, encrypted } = openEnvelope(data);
    const key = this.#keys.get(id);
    if (key === undefined) {
      throw new DecryptionError(
        "ERR_UNKNOWN_KEY",
        `there is no key ${JSON.stringify(id)} in ENCRYPTION_KEYS`,
      );
    }
    const decipher = createDecipheriv(CIPHER, key, nonce).setAAD(head).setAuthTag(tag);
    const plain = decipher.update(encrypted);
    try {
      decipher.final();
    } catch (cause) {
      throw new DecryptionError(
        "ERR_TAMPERED",
        `the bytes were changed, or written by another key than the ${JSON.stringify(id)} of these settings`,
        { cause },
      );
    }
    return this.#inner.loads(plain);
  }

  /**
   * @param {Buffer} plain
   * @param {Buffer} nonce
   */
  #encrypt(plain, nonce) {
    const head = headOf(this.#keys.writingId);
    const cipher = createCipheriv(CIPHER, this.#keys.writingKey, nonce).setAAD(head);
    const encrypted = cipher.update(plain);
    cipher.final();
    return Buffer.concat([head, nonce, cipher.getAuthTag(), encrypted]);
  }
}

export { EncryptingSerializer as default };
