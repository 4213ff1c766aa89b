/**
 * Makes serialized values smaller. May return values or promises (of the thread pool), depending on the size. Created
 * with the cache's validated OPTIONS: `new Compressor(options)`.
 */
export interface Compressor {
  /** The compressed form, or `data` itself if compression is not worth it (too short). */
  compress(data: Buffer): Buffer | Promise<Buffer>;

  /**
   * The inflated bytes. Bytes of another format are returned as they are: values below the minimum length, or stored
   * before compression was enabled.
   * @throws any error if the format is right but the content is damaged; callers get a CompressorError
   * (`ERR_DAMAGED`), or (`ERR_TOO_LARGE`) if the error has this code. It must be thrown before more than the option
   * `MAX_VALUE_BYTES` is inflated.
   */
  decompress(data: Buffer): Buffer | Promise<Buffer>;
}
