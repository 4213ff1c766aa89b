/**
 * What describes a connection, by redis-py's names, which stand in Django's `CONNECTION_POOL_KWARGS` and in URLs alike.
 * Times are in seconds, files are paths.
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
  /** TLS for `redis://` and `unix://` too; `rediss://` has it in any case. */
  readonly ssl?: boolean;
  /** `"none"`: the server's certificate is not verified. */
  readonly ssl_cert_reqs?: "none" | "required";
  readonly ssl_check_hostname?: boolean;
  readonly ssl_ca_certs?: string;
  readonly ssl_certfile?: string;
  readonly ssl_keyfile?: string;
}
