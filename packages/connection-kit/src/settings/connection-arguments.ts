/**
 * The arguments of a connection by redis-py's names, as in `CONNECTION_POOL_KWARGS` and in the query of a URL.
 */
export interface ConnectionArguments {
  /** The number of the database. */
  readonly db?: number;
  /** The user. */
  readonly username?: string;
  /** The password. */
  readonly password?: string;
  /** The name of the connection in `CLIENT LIST`. */
  readonly client_name?: string;
  /** The most sockets of the pool. */
  readonly max_connections?: number;
  /** Seconds that a command waits for its reply; overrides `SOCKET_TIMEOUT`. */
  readonly socket_timeout?: number;
  /** Seconds that an attempt to connect may take; overrides `SOCKET_CONNECT_TIMEOUT`. */
  readonly socket_connect_timeout?: number;
  /** Whether the system probes idle connections (TCP keepalive). */
  readonly socket_keepalive?: boolean;
  /** TLS for `redis://` and `unix://` as well; `rediss://` always has it. */
  readonly ssl?: boolean;
  /** `"none"`: does not verify the server's certificate. */
  readonly ssl_cert_reqs?: "none" | "required";
  /** `false`: verifies the server's certificate, but not its host name. */
  readonly ssl_check_hostname?: boolean;
  /** The path of the file with the certificates of the accepted authorities, as PEM. */
  readonly ssl_ca_certs?: string;
  /** The path of the client's certificate, as PEM. */
  readonly ssl_certfile?: string;
  /** The path of the client's private key, as PEM; default: `ssl_certfile` contains it. */
  readonly ssl_keyfile?: string;
}
