/**
 * Turns values into bytes and back. Integers never reach it: they are stored as bare decimals, so that Redis can
 * count them. Created with the cache's validated OPTIONS: `new Serializer(options)`.
 */
export interface Serializer {
  /**
   * The stored form of `value`, as bytes or as a string that is sent as UTF-8 (strings are faster). No output may
   * consist of digits only, with or without a leading minus: it would be read as an integer.
   * @throws any error if the value would not come back equal; callers get a SerializerError (`ERR_ENCODE`) with it as
   * the cause.
   */
  dumps(value: unknown): string | Buffer;

  /**
   * The value that `data` contains. `data` may be a view on a larger buffer: copy what outlives the call.
   * @param text the same as a string, for a serializer with `isText`, if all of it is ASCII and was decoded with its
   * batch (a single reply has none). It may be a part of a larger string.
   * @throws any error for bytes that are not of this format; callers get a SerializerError (`ERR_DECODE`).
   */
  loads(data: Buffer, text?: string): unknown;

  /** Whether the format is text, so that `loads` can use the string of `data`. Left out: no. */
  readonly isText?: boolean;

  /**
   * The canonical form of `value` for members of sets and sorted sets, since Redis compares them by their bytes:
   * equal values, with their keys in the same order, give equal bytes, and if the format allows, the same bytes as in
   * other languages. Left out: `dumps`.
   */
  dumpsMember?(value: unknown): string | Buffer;
}
