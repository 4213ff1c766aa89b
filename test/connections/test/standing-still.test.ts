import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connecting } from "./support/connecting.js";
import { patientDrivers } from "./support/drivers.js";
import { everyWay, outcome } from "./support/outcome.js";

/** The timeouts in seconds, and a longer time in milliseconds. */
const LIMIT = 2;
const LONG = 2500;

/** Blocks the process with synchronous work: nothing is read, and no timer runs. */
function standStill(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe.each(patientDrivers)("with $name, a process that is blocked itself", (driver) => {
  const connect = connecting(driver);
  let server: RedisServer;
  // The process may be blocked during each round trip of the attempt: TLS, AUTH, SELECT, PING.
  beforeEach(async () => {
    server = await startServer({ tls: true, password: "secret" });
  });
  afterEach(() => server.stop());
  const options = {
    CONNECTION_POOL_KWARGS: { ssl_cert_reqs: "none" },
    SOCKET_TIMEOUT: LIMIT,
    SOCKET_CONNECT_TIMEOUT: LIMIT,
  };

  it("does not treat the server as unreachable if it is blocked right after the first call", async () => {
    const connection = connect(server.url(1), options);
    const replies = everyWay(connection).map(outcome);
    await turn();
    standStill(LONG);
    expect((await Promise.all(replies)).map(({ error }) => error)).toEqual(new Array(4).fill(undefined));
  });

  it("nor if it is blocked in the middle of the attempt, repeatedly", async () => {
    const connection = connect(server.url(1), options);
    const reply = outcome(connection.send("PING", []));
    for (let n = 0; n < 6; n += 1) {
      standStill(500);
      await turn();
    }
    expect((await reply).error).toBeUndefined();
  });

  it("does not close a good connection while calls are pending", async () => {
    const connection = connect(server.url(1), options);
    await connection.ready();
    for (let n = 0; n < 2; n += 1) {
      const replies = everyWay(connection).map(outcome);
      // Some drivers write at the end of the turn: the first time nothing has been written yet, the second time all has.
      if (n === 1) await turn();
      standStill(LONG);
      expect((await Promise.all(replies)).map(({ error }) => error)).toEqual(new Array(4).fill(undefined));
    }
  });

  it("still times out if the server hangs", async () => {
    const connection = connect(server.url(1), options);
    await connection.ready();
    await server.freeze();
    const reply = outcome(connection.send("GET", ["key"]));
    standStill(LONG);
    expect((await reply).code).toBe("ERR_TIMEOUT");
    await connection.close();
    const another = connect(server.url(2), options);
    const call = outcome(another.send("GET", ["key"]));
    standStill(LONG);
    expect((await call).error?.message).toMatch(/no answer within 2 s \(SOCKET_CONNECT_TIMEOUT\)/);
  });
});
