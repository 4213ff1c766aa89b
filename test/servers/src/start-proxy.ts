import type { RedisServer } from "./redis-server.js";
import { TcpProxy } from "./tcp-proxy.js";

/** Where a proxy listens; by default on a free port of 127.0.0.1. */
export interface ProxyPlace {
  host?: string;
  port?: number;
}

/** Starts a proxy to `server`; resolves when it accepts connections. */
export async function startProxy(server: RedisServer, { host, port }: ProxyPlace = {}): Promise<TcpProxy> {
  const proxy = new TcpProxy(server);
  await proxy.listen(host, port);
  return proxy;
}
