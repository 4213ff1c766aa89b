import { createHmac, createSecretKey, hkdfSync } from "node:crypto";

const KEY_LENGTH = 32;

/** The keys by their ids: all of them read, one writes. No error says anything of a key but its id. */
export class KeyRing {
  #keys = new Map();
  #memberSecret;

  /**
   * @param {Readonly<Record<string, string>>} keys 32 bytes each, as base64.
   * @param {string} writingId
   */
  constructor(keys, writingId) {
    for (const [id, text] of Object.entries(keys)) {
      const bytes = Buffer.from(String(text), "base64");
      if (bytes.length !== KEY_LENGTH) {
        throw new TypeError(
          `ENCRYPTION_KEYS.${id}: must be ${KEY_LENGTH} bytes as base64, has ${bytes.length}`,
        );
      }
      if (Buffer.byteLength(id) > 255) throw new TypeError("ENCRYPTION_KEYS: an id has more than 255 bytes");
      this.#keys.set(id, createSecretKey(bytes));
    }
    const writing = this.#keys.get(writingId);
    if (writing === undefined) {
      throw new TypeError(
        `ENCRYPTION_KEY_ID: there is no ${JSON.stringify(writingId)} among ENCRYPTION_KEYS`,
      );
    }
    this.writingId = writingId;
    this.writingKey = writing;
    // One key for one purpose: that of nonces comes from the key, but is another one.
    this.#memberSecret = Buffer.from(hkdfSync("sha256", writing, "", "nonces of members", KEY_LENGTH));
  }

  /** @param {string} id */
  get(id) {
    return this.#keys.get(id);
  }

  /**
   * A nonce that is the same for the same bytes, and another for others.
   * @param {Buffer} plain
   */
  nonceFor(plain) {
    return createHmac("sha256", this.#memberSecret).update(plain).digest();
  }
}
