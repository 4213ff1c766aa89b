import assert from "node:assert/strict";
import type { Cases } from "../suite/cases.js";
import { needing } from "../suite/needing.js";
import { text } from "../suite/text.js";
import type { ConnectionContext } from "./connection-context.js";

export const closing: Cases<ConnectionContext> = {
  "close never rejects: unused, used, or already closed": async ({ connect, url }) => {
    const unused = connect(url);
    assert.equal(await unused.close(), undefined);
    const used = connect(url);
    await used.send("PING", []);
    assert.equal(await used.close(), undefined);
    assert.equal(await used.close(), undefined);
  },

  "close never rejects while the server is unreachable": needing("outages", async ({ connect, deadUrl }) => {
    const connection = connect(deadUrl, { SOCKET_CONNECT_TIMEOUT: 0.3 });
    const pending = connection.send("GET", ["k"]).catch(() => {});
    assert.equal(await connection.close(), undefined);
    await pending;
  }),

  "disconnect releases a connection": async ({ factory, url }) => {
    const connection = factory.connect(url);
    await connection.send("PING", []);
    assert.equal(await factory.disconnect(connection), undefined);
  },

  "closing one connection does not affect another one to the same server": async ({
    connection,
    connect,
    factory,
    url,
  }) => {
    const other = connect(url);
    const third = factory.connect(url);
    await Promise.all([other.send("PING", []), third.send("PING", [])]);
    const pending = connection.send("SET", ["k", "x"]);
    await other.close();
    await factory.disconnect(third);
    assert.equal(text(await pending), "OK");
    assert.equal(text(await connection.send("GET", ["k"])), "x");
  },

  "closing a connection twice does not close another's socket": async ({ connection, connect, url }) => {
    const other = connect(url);
    await other.send("PING", []);
    await other.close();
    await other.close();
    await other.close();
    assert.equal(text(await connection.send("PING", [])), "PONG");
  },

  "pending calls are answered or rejected when a connection is closed": async ({ connect, url }) => {
    const connection = connect(url);
    await connection.send("PING", []);
    const pending = Array.from({ length: 100 }, (_, n) => connection.send("ECHO", [`${n}`]));
    await connection.close();
    for (const answer of await Promise.allSettled(pending)) {
      if (answer.status === "rejected") assert.equal(answer.reason.name, "ConnectionInterrupted");
    }
  },
};
