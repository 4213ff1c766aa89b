/**
 * Turns values into bytes and back. Integers never reach it: they are stored as bare decimals, so that
 * Redis can count them. Built with the cache's validated OPTIONS: `new Serializer(options)`.
 */
export interface Serializer {
  /**
   * The stored form of `value`, as bytes or as text that is sent as UTF-8 (text is the faster of the two).
   * No output may consist of digits alone, with or without a leading minus: it would be read as an integer.
   * @throws whatever it likes when the value would not come back equal; callers get a SerializerError (`ERR_ENCODE`)
   * with it as the cause.
   */
  dumps(value: unknown): string | Buffer;

  /**
   * The value that `data` holds. `data` may be a view on a larger buffer: copy what outlives the call.
   * @param text the same as text, for a serializer with `isText`, where all of it is ASCII and it is at hand (what comes alone has none).
   * It may be a part of a larger text.
   * @throws whatever it likes for bytes that are not of this format; callers get a SerializerError (`ERR_DECODE`).
   */
  loads(data: Buffer, text?: string): unknown;

  /** Whether the format is text, so that `loads` can do with that of `data`. Left out: no. */
  readonly isText?: boolean;

  /**
   * The one form of `value` that set and sorted-set members take, since Redis compares them by their bytes:
   * equal values, with their keys in the same order, give equal bytes, and where the format allows, those of other languages.
   * Left out: `dumps`.
   */
  dumpsMember?(value: unknown): string | Buffer;
}
