import { connect as connectTcp, isIP, type Socket, type TcpNetConnectOpts } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";

export interface SocketOptions
  extends Partial<Pick<TcpNetConnectOpts, "host" | "port" | "family" | "localAddress" | "lookup">> {
  /** Of a unix socket, in place of host and port. */
  readonly path?: string;
  /** Given, even if empty: TLS. What `tls.connect` takes; certificate and host name are verified unless it says otherwise. */
  readonly tls?: ConnectionOptions;
  /** Milliseconds of silence after which the system asks whether the other side is still there; `null`: never. Default: 30,000. */
  readonly keepAlive?: number | null;
}

/** Begins to connect; calls `onOpen` once bytes can be sent. */
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
  // By the name, a server that stands for many tells which certificate to show. Addresses are none.
  const servername = path === undefined && isIP(host) === 0 ? { servername: host } : {};
  const socket =
    tls === undefined
      ? connectTcp(address as TcpNetConnectOpts, onOpen)
      : connectTls({ ...servername, ...tls, ...address }, onOpen);
  return socket.setNoDelay(true).setKeepAlive(keepAlive !== null, keepAlive ?? 0);
}
