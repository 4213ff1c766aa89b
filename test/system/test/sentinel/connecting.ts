import type { CacheOptions, Connection } from "@coffer/cache-core";
import { onTestFinished } from "vitest";
import type { SentinelDriver } from "./drivers.js";

/** Short times, in seconds, for tests that wait until they are over. */
const SHORT = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 2 };

/** A connection by sentinels, closed after the test. */
export function connect({ Factory, options }: SentinelDriver, url: string, own: CacheOptions): Connection {
  const connection = new Factory({ ...SHORT, ...options, ...own }).connect(url);
  onTestFinished(() => connection.close());
  return connection;
}

/** What the server behind a connection says it is: `master` or `slave`. */
export async function roleOf(connection: Connection): Promise<string> {
  return String(((await connection.send("ROLE", [])) as Buffer[])[0]);
}
