import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { inspect } from "node:util";
import type { Connection } from "@coffer/cache-core";
import type { Cases } from "../suite/cases.js";
import { inTime } from "../suite/in-time.js";
import { needing } from "../suite/needing.js";
import { rejects } from "../suite/rejects.js";
import type { ConnectionContext } from "./connection-context.js";
import { ECHO } from "./scripts.js";

const SHORT = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1 };
/** Milliseconds. Calls that SHORT limits have ended by then, even on a busy machine. */
const IN_TIME = 10_000;
const NOT_SENT = { name: "ConnectionInterrupted", code: "ERR_UNREACHABLE" };
const FAILED = { name: "ConnectionInterrupted", code: ["ERR_UNREACHABLE", "ERR_NO_REPLY", "ERR_TIMEOUT"] };

const everyWay = (connection: Connection): (() => Promise<unknown>)[] => [
  () => connection.send("GET", ["k"]),
  () => connection.sendMany([["GET", ["k"]]]),
  () => connection.run(ECHO, ["k"], ["x"]),
  () => connection.ready(),
];

export const outages: Cases<ConnectionContext> = {
  "creating a connection does not connect, and a failure is reported at the first use": needing(
    "outages",
    ({ connect, deadUrl }) => {
      const connection = connect(deadUrl, SHORT);
      assert.equal(typeof connection.send, "function");
    },
  ),

  "with a refused connection every call fails in time, as never sent": needing(
    "outages",
    async ({ connect, deadUrl }) => {
      for (const index of [0, 1, 2, 3]) {
        const work = everyWay(connect(deadUrl, SHORT))[index] as () => Promise<unknown>;
        await inTime(IN_TIME, rejects(work, NOT_SENT));
      }
    },
  ),

  "during a known outage calls fail at once": needing("outages", async ({ connect, deadUrl }) => {
    const connection = connect(deadUrl, SHORT);
    await rejects(() => connection.send("PING", []), NOT_SENT);
    await inTime(IN_TIME, Promise.all(everyWay(connection).map((work) => rejects(work, NOT_SENT))));
    const many = Array.from({ length: 1000 }, () => rejects(() => connection.send("PING", []), NOT_SENT));
    await inTime(IN_TIME, Promise.all(many));
  }),

  "with a server that accepts but never answers, every call fails in time": needing(
    "outages",
    async ({ connect }) => {
      await withServer(
        () => {},
        async (url) => {
          const connection = connect(url, SHORT);
          await inTime(IN_TIME, Promise.all(everyWay(connection).map((work) => rejects(work, FAILED))));
        },
      );
    },
  ),

  "with a server that hangs up, every call fails in time": needing("outages", async ({ connect }) => {
    await withServer(
      (socket) => socket.destroy(),
      async (url) => {
        const connection = connect(url, SHORT);
        await inTime(IN_TIME, Promise.all(everyWay(connection).map((work) => rejects(work, FAILED))));
      },
    );
  }),

  "neither messages nor the connection itself show the password": needing("outages", async ({ connect }) => {
    const connection = connect("redis://user:s3cret@127.0.0.1:1/0", SHORT);
    for (const thing of [connection, connection.native]) {
      assert.doesNotMatch(inspect(thing, { depth: 10, showHidden: true }), /s3cret/);
    }
    const error = await rejects(() => connection.send("GET", ["k"]), FAILED);
    for (let each: unknown = error; each instanceof Error; each = each.cause) {
      assert.doesNotMatch(`${each.message} ${each.stack} ${inspect(each, { showHidden: true })}`, /s3cret/);
    }
  }),

  "calls whose results are not awaited cause no unhandled rejection": needing(
    "outages",
    async ({ connect, deadUrl }) => {
      const unhandled: unknown[] = [];
      const listener = (reason: unknown) => unhandled.push(reason);
      process.on("unhandledRejection", listener);
      try {
        const connection = connect(deadUrl, SHORT);
        await rejects(() => connection.send("GET", ["k"]), NOT_SENT);
        await connection.close();
        await new Promise((resolve) => setTimeout(resolve, 50));
      } finally {
        process.off("unhandledRejection", listener);
      }
      assert.equal(unhandled.length, 0);
    },
  ),
};

async function withServer(
  onSocket: (socket: Socket) => void,
  work: (url: string) => Promise<void>,
): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.resume();
    onSocket(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await work(`redis://127.0.0.1:${(server.address() as AddressInfo).port}/0`);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}
