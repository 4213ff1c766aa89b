import { connect as connectTcp, isIP, type Socket, type TcpNetConnectOpts } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";

export interface SocketOptions
  extends Partial<Pick<TcpNetConnectOpts, "host" | "port" | "family" | "localAddress" | "lookup">> {
  /** The path of a unix socket, in place of host and port. */
  readonly path?: string;
  /** Options of `tls.connect`. TLS is used if they are given, even if empty; by default certificate and host name are verified. */
  readonly tls?: ConnectionOptions;
  /** Milliseconds of silence after which the system probes the connection; `null`: never. Default: 30,000. */
  readonly keepAlive?: number | null;
}

/** Starts to connect; calls `onOpen` once bytes can be sent. */
export function openSocket(options: SocketOptions, onOpen: () => void): Socket {
  const {
    host = "localhost",
    port = 6379,
    family,
    localAddress,
    lookup,
    path,
    tls,
    keepAlive = 30_000,
  } = options;
  const address = {
    ...(path === undefined ? { host, port } : { path }),
    ...(family !== undefined && { family }),
    ...(localAddress !== undefined && { localAddress }),
    ...(lookup !== undefined && { lookup }),
  };
  // SNI: a server with several certificates chooses one by the host name. Addresses are not allowed.
  const servername = path === undefined && isIP(host) === 0 ? { servername: host } : {};
  const socket =
    tls === undefined
      ? connectTcp(address as TcpNetConnectOpts, onOpen)
      : connectTls({ ...servername, ...tls, ...address }, onOpen);
  return socket.setNoDelay(true).setKeepAlive(keepAlive !== null, keepAlive ?? 0);
}
