/**
 * Makes serialized values smaller. May return values or promises (of the thread pool), depending on the size. Created
 * with the cache's validated OPTIONS: `new Compressor(options)`.
 */
export interface Compressor {
  /** Returns the compressed bytes; `data` itself if it is too short for compression. */
  compress(data: Buffer): Buffer | Promise<Buffer>;

  /**
   * Returns the decompressed bytes. Returns bytes of another format unchanged: values below the minimum length, and those stored before
   * compression was enabled.
   * @throws any error if the bytes are of the format but damaged; callers get a CompressorError (`ERR_DAMAGED`). An error with the code
   * `ERR_TOO_LARGE` if they would decompress to more than the option `MAX_VALUE_BYTES`; it must be thrown before that much memory is used.
   */
  decompress(data: Buffer): Buffer | Promise<Buffer>;
}
