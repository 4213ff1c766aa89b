import { spawn } from "node:child_process";
import { once } from "node:events";
import { startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { mock, oneDriver, patientDrivers } from "./support/drivers.js";

/** In milliseconds. Beside many other processes, seconds of computation take a minute. */
const PATIENCE = 240_000;

/** An application in a child process, which is killed if it does not end by itself. */
function start(source: string, ...flags: string[]) {
  const child = spawn(process.execPath, [...flags, "--input-type=module", "-e", source], {
    cwd: import.meta.dirname,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const killer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  const ended = once(child, "close").then(([status]) => {
    clearTimeout(killer);
    if (status !== 0) throw new Error(`ended with ${status}: ${output}`);
    return output;
  });
  return { child, ended };
}

const run = (source: string, ...flags: string[]): Promise<string> => start(source, ...flags).ended;

describe.each([...patientDrivers, ...mock])("an application with $name ends", ({ prelude }) => {
  it("when it closes a connection, with pending commands or without", async () => {
    await using server = await startServer();
    const output = await run(`${prelude}
      const connection = factory().connect("${server.url(1)}");
      await connection.send("SET", ["key", "value"]);
      connection.send("GET", ["key"]).then((value) => console.log(String(value)));
      const begin = performance.now();
      await connection.close();
      await connection.send("GET", ["key"]).catch((error) => console.log(error.code));
      process.on("exit", () => console.log(performance.now() - begin < 20_000 ? "soon" : "late"));
    `);
    expect(output).toBe("value\nERR_CLOSED\nsoon\n");
  });

  it("when it has created a connection and never used it", async () => {
    const output = await run(`${prelude}
      factory().connect("redis://127.0.0.1:1");
      console.log("made");
    `);
    expect(output).toBe("made\n");
  });
});

describe.each(oneDriver)("an application with $name ends", ({ prelude }) => {
  it("when the server is unreachable and no call is pending", async () => {
    const output = await run(`${prelude}
      const connection = factory().connect("redis://127.0.0.1:1");
      await connection.send("PING", []).catch((error) => console.log(error.code));
    `);
    expect(output).toBe("ERR_UNREACHABLE\n");
  });

  it("when it closes a connection to an unreachable server", async () => {
    const output = await run(`${prelude}
      const connection = factory().connect("redis://127.0.0.1:1");
      await connection.send("PING", []).catch((error) => console.log(error.code));
      await new Promise((resolve) => setTimeout(resolve, 100));
      await connection.close();
      console.log("closed");
    `);
    expect(output).toBe("ERR_UNREACHABLE\nclosed\n");
  });

  it("soon, when it closes a connection during the driver's handshake or that of TLS", async () => {
    await using server = await startServer();
    await server.freeze();
    const close = (scheme: string) =>
      run(`${prelude}
        const connection = factory({ SOCKET_CONNECT_TIMEOUT: 8 }).connect("${scheme}://127.0.0.1:${server.port}/1");
        await connection.send("PING", []).catch((error) => console.log(error.code));
        // The next attempt has begun after this time, and no call waits for it.
        await new Promise((resolve) => setTimeout(resolve, 150));
        const begin = performance.now();
        await connection.close();
        // The process must not end only at the end of the attempt.
        process.on("exit", () => console.log(performance.now() - begin < 6000 ? "soon" : "late"));
      `);
    const outputs = await Promise.all(["redis", "rediss"].map(close));
    expect(outputs).toEqual(["ERR_UNREACHABLE\nsoon\n", "ERR_UNREACHABLE\nsoon\n"]);
  });

  it("in time, when it closes while replies of a frozen server are pending", async () => {
    await using server = await startServer();
    const { child, ended } = start(`${prelude}
      const connection = factory({ SOCKET_TIMEOUT: 1 }).connect("${server.url(1)}");
      while (!(await connection.ready().then(() => true, () => false))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      console.log("ready");
      await new Promise((resolve) => process.stdin.once("data", resolve));
      process.stdin.destroy();
      connection.send("INCR", ["n"]).catch((error) => console.log(error.code));
      const begin = performance.now();
      await connection.close();
      process.on("exit", () => console.log(performance.now() - begin < 30_000 ? "in time" : "late"));
    `);
    await once(child.stdout, "data");
    await server.freeze();
    child.stdin.write("frozen\n");
    expect(await ended).toBe("ready\nERR_TIMEOUT\nin time\n");
  });

  it("without an error event or an unhandled rejection, whatever happened to its server", async () => {
    await using server = await startServer();
    const { child, ended } = start(`${prelude}
      const options = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1 };
      const connection = factory(options).connect("${server.url(1)}");
      const isReady = () => connection.ready().then(() => true, () => false);
      const ready = async () => {
        while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 20));
      };
      await ready();
      const codes = new Set();
      const calls = setInterval(() => {
        connection.send("INCR", ["n"]).catch((error) => codes.add(error.code));
        connection.sendMany([["GET", ["n"]]]).catch((error) => codes.add(error.code));
      }, 5);
      console.log("ready");
      await new Promise((resolve) => process.stdin.once("data", resolve));
      process.stdin.destroy();
      clearInterval(calls);
      await ready();
      await connection.close();
      console.log([...codes].every((code) => /^ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)$/.test(code)), codes.size > 1);
    `);
    await once(child.stdout, "data");
    for (const fault of ["freeze", "kill"] as const) {
      await server[fault]();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await server.restart();
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
    child.stdin.write("enough\n");
    expect(await ended).toBe("ready\ntrue true\n");
  });
});

describe.each(oneDriver)("an application with $name ends", ({ prelude }) => {
  const link = (url: string, seconds = 1, first = () => "") => `
    factory({ SOCKET_CONNECT_TIMEOUT: ${seconds} }).track("${url}", {
      prefixes: [""],
      every: 100,
      invalidated() {},
      changed(state) {
        console.log(state);
        ${first()}
      },
    });
  `;
  // Until the server's state is known, a timer keeps the process alive.
  const watch = (url: string, seconds = 1) => `
    const waiting = setInterval(() => {}, 1000);
    ${link(url, seconds, () => "clearInterval(waiting);")}
  `;

  it("while a tracking link is open that it never closed", async () => {
    await using server = await startServer();
    const unreachable = "redis://127.0.0.1:1";
    expect(await run(prelude + watch(server.url(), 30))).toBe("armed\n");
    expect(await run(prelude + watch(unreachable))).toBe("disconnected\n");
    expect(await run(prelude + link(unreachable))).toMatch(/^(disconnected\n)?$/);
    await server.freeze();
    expect(await run(prelude + watch(server.url()))).toBe("disconnected\n");
    expect(await run(prelude + link(server.url()))).toMatch(/^(disconnected\n)?$/);
  });
});

describe.each(patientDrivers.filter(({ Factory }) => "connectCluster" in Factory.prototype))(
  "an application with $name ends",
  ({ prelude }) => {
    it("when a cluster is unreachable and no call is pending", async () => {
      const output = await run(`${prelude}
        const cluster = factory().connectCluster(["redis://127.0.0.1:1", "redis://127.0.0.1:2"]);
        await cluster.send("GET", ["key"]).catch((error) => console.log(error.code));
      `);
      expect(output).toBe("ERR_UNREACHABLE\n");
    });
  },
);

describe.each(oneDriver)("with $name, memory", ({ prelude }) => {
  it("stays flat while 20,000 calls wait, for a connection or for replies, repeatedly", async () => {
    await using server = await startServer();
    const { child, ended } = start(
      `${prelude}
      const connect = () => factory({ SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1 }).connect("${server.url(1)}");
      const megabytes = () => { gc(); return process.memoryUsage().heapUsed / 2 ** 20; };
      const signal = () => new Promise((resolve) => process.stdin.once("data", resolve));
      async function round(connection) {
        const calls = Array.from({ length: 20_000 }, (_, n) => connection.send("GET", ["key:" + n]));
        const settled = Promise.allSettled(calls);
        const waiting = megabytes();
        const codes = new Set((await settled).map(({ reason }) => reason?.code));
        return { waiting, codes: [...codes].sort().join() };
      }
      const connected = connect();
      while (!(await connected.ready().then(() => true, () => false))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      console.log("ready");
      await signal();
      const before = megabytes();
      const replies = await round(connected);
      const rounds = [];
      for (let n = 0; n < 6; n += 1) {
        // In each round, all calls wait for a new connection attempt.
        const connection = connect();
        const closing = round(connection);
        rounds.push(await closing);
        await connection.close();
        rounds.at(-1).after = megabytes();
      }
      process.stdin.destroy();
      await connected.close();
      console.log(JSON.stringify({ before, replies, rounds }));
    `,
      "--expose-gc",
    );
    await once(child.stdout, "data");
    await server.freeze();
    child.stdin.write("frozen\n");
    const { before, replies, rounds } = JSON.parse((await ended).split("\n")[1] as string);
    expect(replies.codes).toMatch(/^(ERR_NO_REPLY,)?ERR_TIMEOUT$/);
    // At most 2 kB per call.
    expect(replies.waiting - before).toBeLessThan(40);
    for (const round of rounds) {
      expect(round.codes).toBe("ERR_UNREACHABLE");
      expect(round.waiting - before).toBeLessThan(40);
    }
    expect(rounds.at(-1).after - rounds[1].after).toBeLessThan(2);
  }, 300_000);
});
