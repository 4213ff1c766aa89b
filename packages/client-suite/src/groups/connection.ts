import assert from "node:assert/strict";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

export const connection: Cases<ClientContext> = {
  "ready resolves when the server answers": async ({ cache }) => {
    assert.equal(await cache.client.ready(), undefined);
  },

  "with one server, reads and writes go to it": async ({ cache }) => {
    const key = { key: "k" };
    const native = await cache.client.getRedisConnection({ ...key, write: true });
    assert.equal(await cache.client.getRedisConnection({ ...key, write: false }), native);
    await cache.set("k", 1);
    assert.equal(await cache.get("k"), 1);
  },

  "getRedisConnection returns the driver's own object": async ({ cache }) => {
    await cache.set("k", 1);
    const native = await cache.client.getRedisConnection({ key: "k" });
    assert.equal(typeof native, "object");
    assert.notEqual(native, null);
    assert.equal(await cache.client.getRedisConnection({ key: "k" }), native);
  },

  "close does nothing unless CLOSE_CONNECTION says so": async ({ cache }) => {
    const before = await cache.client.getRedisConnection({ key: "k" });
    await cache.close();
    assert.equal(await cache.client.getRedisConnection({ key: "k" }), before);
    await cache.set("k", 1);
  },

  "close with CLOSE_CONNECTION disconnects, and the next command connects again": async ({ create }) => {
    const cache = await create({ OPTIONS: { CLOSE_CONNECTION: true } });
    await cache.set("k", 1);
    await cache.close();
    assert.equal(await cache.get("k"), 1);
    await cache.close();
    await cache.close();
    assert.equal(await cache.get("k"), 1);
  },

  "close accepts any argument that Django's signal passes": async ({ create }) => {
    const cache = await create({ OPTIONS: { CLOSE_CONNECTION: true } });
    await (cache.close as (argument: unknown) => Promise<void>)({ signal: "request finished" });
    assert.equal(await cache.has("k"), false);
  },

  "close with wrong arguments is an error that names them, and the client stays open": async ({ cache }) => {
    for (const wrong of [null, true, 5, "final", { final: 1 }, { final: "no" }, { finally: true }]) {
      await rejects(() => cache.client.close(wrong as never), {
        name: "TypeError",
        message: /options|final/,
      });
    }
    await cache.set("k", 1);
    assert.equal(await cache.get("k"), 1);
  },

  "closing one cache does not affect another cache on the same server": async ({ cache, create }) => {
    const other = await create({ OPTIONS: { CLOSE_CONNECTION: true } });
    await other.set("k", 1);
    const pending = cache.get("k");
    await other.close();
    assert.equal(await pending, 1);
    assert.equal(await cache.get("k"), 1);
  },

  "a disposed cache rejects every command": async ({ create }) => {
    const cache = await create();
    await cache.set("k", 1);
    await cache[Symbol.asyncDispose]();
    for (const work of [
      () => cache.get("k"),
      () => cache.set("k", 2),
      () => cache.keys("*"),
      () => cache.scard("s"),
    ]) {
      await rejects(work, { code: "ERR_CLOSED" });
    }
    await cache[Symbol.asyncDispose]();
  },

  "commands that are pending when a cache is closed are answered": needing("raw", async ({ create, raw }) => {
    const cache = await create({ OPTIONS: { CLOSE_CONNECTION: true } });
    await cache.set("warm", 1);
    const answers = Promise.allSettled([cache.set("k", 1), cache.get("k"), cache.sadd("s", 1)]);
    await cache.close();
    for (const answer of await answers) {
      if (answer.status === "rejected") assert.equal(answer.reason.name, "ConnectionInterrupted");
    }
    assert.ok(Number(await raw("EXISTS", ":1:k")) <= 1);
  }),
};
