/**
 * The params of a connection, which the hooks of a factory pass on; `undefined` means "not set". Times are in seconds. The URL and
 * `CONNECTION_POOL_KWARGS` override them.
 */
export interface ConnectionParams {
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly socketTimeout?: number | undefined;
  readonly socketConnectTimeout?: number | undefined;
}
