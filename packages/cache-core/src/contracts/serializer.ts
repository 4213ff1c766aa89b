/**
 * Turns values into bytes and back. Integers never reach it: they are stored as bare decimals, so that Redis can
 * count them. Created with the cache's validated OPTIONS: `new Serializer(options)`.
 */
export interface Serializer {
  /**
   * Returns the stored form of `value`, as bytes or as a string that is sent as UTF-8 (strings are faster). No output may
   * consist of digits only, with or without a leading minus: it would be read as an integer.
   * @throws any error if the value would not come back equal; callers get a SerializerError (`ERR_ENCODE`) with it as
   * the cause.
   */
  dumps(value: unknown): string | Buffer;

  /**
   * Returns the value that `data` contains. `data` may be a view of a larger buffer: copy what you keep after the call.
   * @param text `data` as a string, for a serializer with `isText`, if all of it is ASCII and the replies of its batch were decoded together
   * (a single reply has no `text`). It may be a part of a larger string.
   * @throws any error for bytes that are not of this format; callers get a SerializerError (`ERR_DECODE`).
   */
  loads(data: Buffer, text?: string): unknown;

  /** Whether the format is text, so that `loads` can use the string of `data`. Left out: no. */
  readonly isText?: boolean;

  /**
   * Returns the canonical form of `value` for members of sets and sorted sets, since Redis compares them by their bytes. Equal values, with
   * their properties in the same order, give equal bytes; if the format allows it, the same bytes as in other languages. Left out: `dumps` is
   * used.
   */
  dumpsMember?(value: unknown): string | Buffer;
}
