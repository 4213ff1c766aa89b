import type { CacheOptions, Connection } from "@coffer/cache-core";
import { onTestFinished } from "vitest";
import type { SentinelDriver } from "./drivers.js";

/** Seconds. A server or a sentinel that is there has answered by then on a busy machine, too. */
const TIMES = { SOCKET_TIMEOUT: 5, SOCKET_CONNECT_TIMEOUT: 5 };

/** A connection by sentinels, closed after the test. */
export function connect({ Factory, options }: SentinelDriver, url: string, own: CacheOptions): Connection {
  const connection = new Factory({ ...TIMES, ...options, ...own }).connect(url);
  onTestFinished(() => connection.close());
  return connection;
}

/** What the server behind a connection says it is: `master` or `slave`. */
export async function roleOf(connection: Connection): Promise<string> {
  return String(((await connection.send("ROLE", [])) as Buffer[])[0]);
}
