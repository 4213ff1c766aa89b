/** Bytes that this serializer cannot read. It is the `cause` of the SerializerError (`ERR_DECODE`) that callers get. */
export class DecryptionError extends Error {
  /**
   * @param {"ERR_NOT_ENCRYPTED" | "ERR_UNKNOWN_KEY" | "ERR_TAMPERED"} code
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    this.name = "DecryptionError";
    this.code = code;
  }
}
