import type { Connection } from "@coffer/cache-core";
import { afterEach } from "vitest";
import type { Driver } from "./drivers.js";

/** Short times, in seconds, for tests that wait until they are over. On a busy machine what should be answered is answered in less. */
export const SHORT = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1.2 };
/** Milliseconds: later than this no call ends that SHORT bounds, however busy the machine is. */
export const LATE = 10_000;
/** Times that are never over, for tests that do not wait for them. */
export const LONG = { SOCKET_TIMEOUT: 60, SOCKET_CONNECT_TIMEOUT: 60 };

/** Makes connections that are closed after the test that made them. */
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
