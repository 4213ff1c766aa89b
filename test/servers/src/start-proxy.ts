import type { RedisServer } from "./redis-server.js";
import { TcpProxy } from "./tcp-proxy.js";

/** Puts a way to `server` of which the test can dispose; resolves when it accepts connections. */
export async function startProxy(server: RedisServer): Promise<TcpProxy> {
  const proxy = new TcpProxy(server);
  await proxy.listen();
  return proxy;
}
