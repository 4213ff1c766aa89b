/**
 * The arguments of a connection by redis-py's names, as in `CONNECTION_POOL_KWARGS` and in the query of a URL. Times are in seconds,
 * files are paths.
 */
export interface ConnectionArguments {
  readonly db?: number;
  readonly username?: string;
  readonly password?: string;
  readonly client_name?: string;
  readonly max_connections?: number;
  readonly socket_timeout?: number;
  readonly socket_connect_timeout?: number;
  readonly socket_keepalive?: boolean;
  /** TLS for `redis://` and `unix://` as well; `rediss://` always has it. */
  readonly ssl?: boolean;
  /** `"none"`: does not verify the server's certificate. */
  readonly ssl_cert_reqs?: "none" | "required";
  readonly ssl_check_hostname?: boolean;
  readonly ssl_ca_certs?: string;
  readonly ssl_certfile?: string;
  readonly ssl_keyfile?: string;
}
