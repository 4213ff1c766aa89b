/**
 * The place of stored bytes. A cipher binds the ciphertext to its place, so that a writer of Redis cannot move a
 * value to where it means something else: the flags of one user to the key of another.
 */
export type CipherContext =
  /** The value of a Redis key, with prefix and version. */
  | { readonly kind: "value"; readonly key: string }
  /** The value of a field of a hash. */
  | { readonly kind: "field"; readonly key: string; readonly field: string }
  /**
   * A member of a set or sorted set. Redis compares members by their bytes, within a set and between sets, and moves them from one to
   * another: so the same bytes are always encrypted to the same bytes, whatever the key.
   */
  | { readonly kind: "member" };

/**
 * Encrypts stored bytes, after serialization and compression. May return values or promises. Created with the cache's
 * validated OPTIONS: `new Cipher(options)`.
 */
export interface Cipher {
  /**
   * The ciphertext, which reveals only the length without the key. It must differ each time, except for members.
   * @throws any error; callers get a CipherError (`ERR_ENCODE`).
   */
  encrypt(data: Buffer, context: CipherContext): Buffer | Promise<Buffer>;

  /**
   * The bytes that were encrypted in this context.
   * @throws any error for other bytes, including those that were never encrypted; callers get a CipherError
   * (`ERR_DECODE`).
   */
  decrypt(data: Buffer, context: CipherContext): Buffer | Promise<Buffer>;
}
