/** Texts of bytes, where they are cheaper to have than by making them. */
export interface DecodedText {
  /** Undefined where it is not, or not ASCII. */
  of(data: Buffer): string | undefined;
}

/**
 * Values to stored bytes and back: integers as bare decimals, everything else through the serializer and the
 * compressor. Answers at once unless the compressor takes its time. Whatever a plugin throws becomes a typed error.
 */
export interface Codec {
  /**
   * @param key the key that it is for, for messages.
   * @throws TypeError for `undefined`, which means "no value" everywhere; SerializerError for what cannot be serialized, or not
   * within `MAX_VALUE_BYTES`; CompressorError.
   */
  encode(value: unknown, key?: string): string | Buffer | Promise<Buffer>;

  /**
   * The form of set and sorted-set members, the same bytes for the same value.
   * @param key the key that it is for, for messages.
   */
  encodeMember(value: unknown, key?: string): string | Buffer | Promise<Buffer>;

  /**
   * @param key the key that it is from, for messages.
   * @param texts of what came with it.
   * @param field the field that it is from, where the key holds a hash, for messages.
   */
  decode(data: Buffer, key?: string, texts?: DecodedText, field?: string): unknown;
}
