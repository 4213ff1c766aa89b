import type { Connection } from "@coffer/cache-core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FakeConnectionFactory, type FakeNative } from "./fake-driver.js";

const WAIT = { timeout: 60_000, interval: 20 };

describe("a driver's object", () => {
  const open: Connection[] = [];
  afterEach(() => Promise.all(open.splice(0).map((each) => each.close())));

  /** Timeouts that no slow machine reaches, except where a test waits for one. */
  function connect(options: object = {}): { connection: Connection; native: FakeNative } {
    const all = { SOCKET_TIMEOUT: 60, SOCKET_CONNECT_TIMEOUT: 60, ...options };
    const connection = new FakeConnectionFactory(all).connect("redis://host");
    open.push(connection);
    return { connection, native: connection.native as FakeNative };
  }

  const codeOf = (call: Promise<unknown>) => call.then(String, (error) => error.code);
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  /** The next turn of the event loop. A timer of 0 ms may end in the turn that it was started in. */
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
  const answers = (connection: Connection, command: string) =>
    vi.waitFor(async () => expect(await codeOf(connection.send(command, []))).toBe("PONG"), WAIT);

  it("is connected by the first call and gets PING before any other command, in the order of the calls", async () => {
    const { connection, native } = connect({ CONNECTION_POOL_KWARGS: { client_name: "name" } });
    expect(native.log).toEqual([]);
    await Promise.all([connection.send("A", []), connection.sendMany([["B", []]]), connection.send("C", [])]);
    expect(native.log).toEqual(["connect", "CLIENT", "PING", "A", "B", "C"]);
  });

  it("is disconnected if its attempt exceeds SOCKET_CONNECT_TIMEOUT, and connected again when that has ended", async () => {
    const { connection, native } = connect({ SOCKET_CONNECT_TIMEOUT: 1 });
    native.reachable = undefined;
    expect(await codeOf(connection.send("A", []))).toBe("ERR_UNREACHABLE");
    expect(native.log).toEqual(["connect", "hang up"]);
    native.reachable = true;
    await answers(connection, "B");
    expect(native.log).toEqual(["connect", "hang up", "connect", "PING", "B"]);
  });

  it("is disconnected if it is connected but does not answer", async () => {
    const { connection, native } = connect({ SOCKET_CONNECT_TIMEOUT: 1 });
    native.answering = false;
    expect(await codeOf(connection.ready())).toBe("ERR_UNREACHABLE");
    expect(native.log).toEqual(["connect", "PING", "hang up"]);
  });

  it("is connected in the background with growing pauses, while calls fail at once", async () => {
    const { connection, native } = connect();
    native.reachable = false;
    const message = await connection.send("A", []).catch((error) => error.message);
    expect(message).toMatch(/^A was not sent: redis:\/\/host:6379\/0 cannot be reached \(refused\)/);
    const begin = performance.now();
    await vi.waitFor(() => expect(native.log.length).toBeGreaterThanOrEqual(6), WAIT);
    // At least 18, 37, 75, 150 and 300 ms lie between them.
    expect(performance.now() - begin).toBeGreaterThan(570);
    expect(await codeOf(connection.send("B", []))).toBe("ERR_UNREACHABLE");
    expect(new Set(native.log)).toEqual(new Set(["connect"]));
  });

  it("is disconnected if a reply is late, and nothing is sent twice", async () => {
    const { connection, native } = connect({ SOCKET_TIMEOUT: 1 });
    await connection.ready();
    native.answering = false;
    const calls = [connection.send("A", []), connection.send("B", [])];
    expect(await Promise.all(calls.map(codeOf))).toEqual(["ERR_TIMEOUT", "ERR_TIMEOUT"]);
    expect(await codeOf(connection.send("C", []))).toBe("ERR_UNREACHABLE");
    native.answering = true;
    await answers(connection, "D");
    expect(native.log).toEqual(["connect", "PING", "PING", "A", "B", "hang up", "connect", "PING", "D"]);
  });

  it("gets more time while bytes of a reply arrive, and no more once they stop", async () => {
    const { connection, native } = connect({ SOCKET_TIMEOUT: 1 });
    await connection.ready();
    native.answering = false;
    const begin = performance.now();
    const call = codeOf(connection.send("A", []));
    while (performance.now() - begin < 3000) {
      native.received += 1;
      await pause(5);
    }
    expect(native.log.at(-1)).toBe("A");
    expect(await call).toBe("ERR_TIMEOUT");
  });

  it("gets ten times SOCKET_TIMEOUT at most: bytes that trickle in forever are not a reply", async () => {
    const { connection, native } = connect({ SOCKET_TIMEOUT: 1 });
    await connection.ready();
    native.answering = false;
    const trickle = setInterval(() => (native.received += 1), 5);
    const begin = performance.now();
    expect(await codeOf(connection.send("A", []))).toBe("ERR_TIMEOUT");
    clearInterval(trickle);
    expect(performance.now() - begin).toBeGreaterThan(9000);
  });

  it("gets more time for a whole batch, but not for any number of bytes", async () => {
    const { connection, native } = connect();
    native.reachable = undefined;
    const large = Buffer.alloc(2 ** 20);
    const calls = [codeOf(connection.send("SET", ["key", large]))];
    const accepted = () => codeOf(connection.send("SET", ["key", large]));
    for (let n = 1; n < 60; n += 1) {
      calls.push(accepted());
      await nextTurn();
    }
    // Much more at a time: it is the same buffer, so it costs nothing here.
    for (let n = 0; n < 10_000; n += 1) calls.push(accepted());
    await nextTurn();
    const refused = await connection.sendMany([["SET", ["key", large]]]).catch((error) => error);
    expect(refused).toMatchObject({
      code: "ERR_UNREACHABLE",
      message: expect.stringMatching(
        /^SET was not sent: calls that wait for redis:\/\/host:6379\/0 to be connected hold 64 MiB already/,
      ),
    });
    native.reachable = true;
    native.break();
    expect(new Set(await Promise.all(calls))).toEqual(new Set(["ERR_UNREACHABLE"]));
    await vi.waitFor(() => connection.ready(), WAIT);
  });

  it("gets no more than 64 MiB of calls while it is silent, and normal calls when it answers again", async () => {
    const { connection, native } = connect({ SOCKET_TIMEOUT: 10 });
    await connection.ready();
    native.answering = false;
    const calls: Promise<unknown>[] = [];
    const large = Buffer.alloc(2 ** 20);
    let refused = 0;
    for (let n = 0; n < 3000 && refused === 0; n += 1) {
      const call = connection.send("SET", ["key", large]);
      calls.push(
        call.catch((error) => {
          if (/^SET was not sent: .* to answer hold 64 MiB already/.test(error.message)) refused += 1;
        }),
      );
      await pause(20);
    }
    expect(refused).toBe(1);
    expect(calls.length).toBeGreaterThan(60);
    native.answer();
    await Promise.all(calls.slice(0, -1));
    await vi.waitFor(() => connection.ready(), WAIT);
  });

  it("gets no attempts once it is closed", async () => {
    const { connection, native } = connect();
    native.reachable = false;
    await codeOf(connection.send("A", []));
    await connection.close();
    await pause(100);
    expect(native.log.at(-1)).toBe("close");
    expect(await codeOf(connection.send("B", []))).toBe("ERR_CLOSED");
  });
});
