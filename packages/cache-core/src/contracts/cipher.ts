/**
 * Where encrypted bytes are stored: `key` is the Redis key, with prefix and version. A cipher binds the ciphertext to this place (as additional
 * authenticated data). Then someone who can write to Redis cannot copy a value to another key, such as the permissions of one user to the key
 * of another.
 */
export type CipherContext =
  /** The value of a Redis key. */
  | { readonly kind: "value"; readonly key: string }
  /** The value of a field of a hash. */
  | { readonly kind: "field"; readonly key: string; readonly field: string }
  /**
   * A member of a set or sorted set. Redis compares members by their bytes, and moves them between sets: so the same bytes are always encrypted
   * to the same bytes, whatever the key.
   */
  | { readonly kind: "member" };

/**
 * Encrypts stored bytes, after serialization and compression. May return values or promises. Created with the cache's
 * validated OPTIONS: `new Cipher(options)`.
 */
export interface Cipher {
  /**
   * Returns the ciphertext. Without the encryption key it reveals only the length. It must differ each time, except for members.
   * @throws any error; callers get a CipherError (`ERR_ENCODE`).
   */
  encrypt(data: Buffer, context: CipherContext): Buffer | Promise<Buffer>;

  /**
   * Returns the bytes that were encrypted in this context.
   * @throws any error for other bytes, including those that were never encrypted; callers get a CipherError
   * (`ERR_DECODE`).
   */
  decrypt(data: Buffer, context: CipherContext): Buffer | Promise<Buffer>;
}
