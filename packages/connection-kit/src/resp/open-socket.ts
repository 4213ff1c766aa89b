import { connect as connectTcp, isIP, type Socket, type TcpNetConnectOpts } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";

/** Passed to `net.connect` unchanged. */
const PASSED_ON = [
  "family",
  "hints",
  "localAddress",
  "localPort",
  "lookup",
  "autoSelectFamily",
  "autoSelectFamilyAttemptTimeout",
] as const;

/** The address of a server, and the options of Node's `net.connect` and `tls.connect`. */
export interface SocketOptions
  extends Partial<Pick<TcpNetConnectOpts, "host" | "port" | (typeof PASSED_ON)[number]>> {
  /** The path of a unix socket, in place of host and port. */
  readonly path?: string;
  /** Options of `tls.connect`. TLS is used if they are given, even if empty; by default certificate and host name are verified. */
  readonly tls?: ConnectionOptions;
  /** Milliseconds of silence after which the system probes the connection; `null`: never. Default: 30,000. */
  readonly keepAlive?: number | null;
  /** Whether the open socket keeps the process alive. Default: true. */
  readonly holdsProcess?: boolean;
}

/** Starts to connect; calls `onOpen` once bytes can be sent. */
export function openSocket(options: SocketOptions, onOpen: () => void): Socket {
  const { host = "localhost", port = 6379, path, tls, keepAlive = 30_000, holdsProcess = true } = options;
  const passedOn = PASSED_ON.filter((name) => options[name] !== undefined);
  const address = {
    ...(path === undefined ? { host, port } : { path }),
    ...Object.fromEntries(passedOn.map((name) => [name, options[name]])),
  };
  // SNI: a server with several certificates selects one by the host name. Addresses are not allowed.
  const servername = path === undefined && isIP(host) === 0 ? { servername: host } : {};
  const socket =
    tls === undefined
      ? connectTcp(address as TcpNetConnectOpts, onOpen)
      : connectTls({ ...servername, ...tls, ...address }, onOpen);
  if (!holdsProcess) socket.unref();
  return socket.setNoDelay(true).setKeepAlive(keepAlive !== null, keepAlive ?? 0);
}
