/** Strings that are already decoded from bytes. */
export interface DecodedText {
  /** The string of these bytes; undefined if it is not available, or not ASCII. */
  of(data: Buffer): string | undefined;
}

/**
 * Turns values into stored bytes and back: integers as bare decimals, everything else through the serializer, the compressor and the
 * cipher. Works synchronously unless one of them returns a promise. What a plugin throws becomes a typed error.
 */
export interface Codec {
  /**
   * Whether everything, including integers, is encrypted and bound to its key. Then Redis cannot increment values, and a renamed value
   * cannot be read.
   */
  readonly encrypts: boolean;

  /**
   * Encodes a value.
   * @param key the Redis key that it is for.
   * @param field the field that it is for, if the key holds a hash.
   * @throws TypeError for `undefined`, which means "no value" everywhere; SerializerError for what cannot be serialized within
   * `MAX_VALUE_BYTES`; CompressorError; CipherError.
   */
  encode(value: unknown, key?: string, field?: string): string | Buffer | Promise<Buffer>;

  /**
   * Encodes a member of a set or sorted set: equal bytes for equal values.
   * @param key the key that it is for, for messages.
   */
  encodeMember(value: unknown, key?: string): string | Buffer | Promise<Buffer>;

  /**
   * Decodes stored bytes.
   * @param key the Redis key that they are from.
   * @param texts the strings that were decoded with the replies of the batch.
   * @param field the field that they are from, if the key holds a hash.
   * @returns the value, or a promise of it if the compressor or the cipher works asynchronously.
   * @throws SerializerError, CompressorError or CipherError.
   */
  decode(data: Buffer, key?: string, texts?: DecodedText, field?: string): unknown;

  /**
   * Returns the serialized value, decrypted and decompressed, for a layer that keeps it in memory: `deserialize` reads it. Undefined if the
   * bytes are neither encrypted nor compressed. Left out: they never are.
   */
  inflate?(data: Buffer, key?: string): Buffer | undefined | Promise<Buffer | undefined>;

  /** Decodes what `inflate` returned. */
  deserialize?(plain: Buffer, key?: string): unknown;

  /**
   * Decodes a member of a set or sorted set.
   * @param key the key that it is from, for messages.
   */
  decodeMember(data: Buffer, key?: string): unknown;
}
