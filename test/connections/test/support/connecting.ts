import type { Connection } from "@coffer/cache-core";
import { afterEach } from "vitest";
import type { Driver } from "./drivers.js";

/** Short times, in seconds, for tests that wait for a timeout. Even a busy machine answers in less. */
export const SHORT = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1.2 };
/** Milliseconds. No call limited by SHORT takes longer, even on a busy machine. */
export const LATE = 10_000;
/** Timeouts that never pass, for tests that do not wait for them. */
export const LONG = { SOCKET_TIMEOUT: 60, SOCKET_CONNECT_TIMEOUT: 60 };

/** Creates connections that are closed after the test. */
export function connecting({ create }: Driver): (url: string, options?: object) => Connection {
  const open: Connection[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
  });
  return (url, options) => {
    const connection = create(options).connect(url);
    open.push(connection);
    return connection;
  };
}
