import assert from "node:assert/strict";
import { type Cases, rejects } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";

export const addAndHas: Cases<ClientContext> = {
  "add writes only a missing key, and returns whether it wrote": async ({ cache, lives }) => {
    assert.equal(await cache.add("k", "first", 50), true);
    assert.equal(await cache.add("k", "second"), false);
    assert.equal(await cache.get("k"), "first");
    await lives("k", 50);
  },

  "add with a timeout of zero or less stores nothing, and returns whether the key is missing": async ({
    cache,
  }) => {
    assert.equal(await cache.add("k", 1, 0), true);
    assert.equal(await cache.has("k"), false);
    await cache.set("k", 1);
    assert.equal(await cache.add("k", 2, { timeout: -1 }), false);
    assert.equal(await cache.get("k"), 1);
  },

  "of many concurrent adds of one key, one succeeds": async ({ cache, create }) => {
    const other = await create();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? cache : other).add("k", n)),
    );
    assert.equal(answers.filter(Boolean).length, 1);
    assert.equal(await cache.get("k"), answers.indexOf(true));
  },

  "add has no nx or xx option": async ({ cache }) => {
    await rejects(() => cache.add("k", 1, { xx: true } as object), { name: "TypeError", message: /xx/ });
    await rejects(() => cache.add("k", 1, { nx: false } as object), { name: "TypeError", message: /nx/ });
  },

  "has returns whether a key exists, of any Redis type": async ({ cache }) => {
    assert.equal(await cache.has("k"), false);
    await cache.set("k", 0);
    await cache.sadd("set", 1);
    assert.equal(await cache.has("k"), true);
    assert.equal(await cache.has("set"), true);
    assert.equal(await cache.has("k", { version: 2 }), false);
  },
};
