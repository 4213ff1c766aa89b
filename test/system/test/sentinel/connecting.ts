import type { CacheOptions, Connection } from "@coffer/cache-core";
import { onTestFinished } from "vitest";
import type { SentinelDriver } from "./drivers.js";

/** In seconds. Even on a busy machine, a running server or sentinel answers within this time. */
const TIMES = { SOCKET_TIMEOUT: 5, SOCKET_CONNECT_TIMEOUT: 5 };

/** A connection through sentinels, closed after the test. */
export function connect({ Factory, options }: SentinelDriver, url: string, own: CacheOptions): Connection {
  const connection = new Factory({ ...TIMES, ...options, ...own }).connect(url);
  onTestFinished(() => connection.close());
  return connection;
}

/** The role that a connection's server reports: `master` or `slave`. */
export async function roleOf(connection: Connection): Promise<string> {
  return String(((await connection.send("ROLE", [])) as Buffer[])[0]);
}
