/**
 * What a connection is made from, handed from hook to hook; `undefined` is "not set". Times are in seconds. The URL and
 * `CONNECTION_POOL_KWARGS` win over what stands here.
 */
export interface ConnectionParams {
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly socketTimeout?: number | undefined;
  readonly socketConnectTimeout?: number | undefined;
}
