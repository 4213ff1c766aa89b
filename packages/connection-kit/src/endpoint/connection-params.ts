/**
 * The parameters of a connection, which each hook of a factory passes to the next; `undefined` means "not set". The URL and
 * `CONNECTION_POOL_KWARGS` override them.
 */
export interface ConnectionParams {
  /** The URL of the server. */
  readonly url: string;
  /** The option `USERNAME`. */
  readonly username?: string | undefined;
  /** The option `PASSWORD`. */
  readonly password?: string | undefined;
  /** The option `SOCKET_TIMEOUT`, in seconds. */
  readonly socketTimeout?: number | undefined;
  /** The option `SOCKET_CONNECT_TIMEOUT`, in seconds. */
  readonly socketConnectTimeout?: number | undefined;
}
