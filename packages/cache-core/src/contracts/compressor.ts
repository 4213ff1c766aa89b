/**
 * Makes serialized values smaller. May answer at once or with a promise (the thread pool), as suits the size.
 * Built with the cache's validated OPTIONS: `new Compressor(options)`.
 */
export interface Compressor {
  /** The compressed form, or `data` itself where compressing is not worth it (too short). */
  compress(data: Buffer): Buffer | Promise<Buffer>;

  /**
   * The inflated bytes. Bytes that are not of this format come back as they are: values below the minimum
   * length, or written before compression was switched on.
   * @throws whatever it likes when the format is right and the content is not; callers get a CompressorError
   * (`ERR_DAMAGED`), or (`ERR_TOO_LARGE`) where the error carries this code.
   * It must be thrown before more than the option `MAX_VALUE_BYTES` is inflated.
   */
  decompress(data: Buffer): Buffer | Promise<Buffer>;
}
