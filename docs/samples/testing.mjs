// #region test
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createCaches } from "coffer";
import { productsOf } from "./_shop.mjs";

let caches;
before(async () => {
  caches = await createCaches(
    {
      CACHES: {
        default: {
          LOCATION: "redis://test-of-products:6379/0", // any: nothing connects
          KEY_PREFIX: "shop",
          OPTIONS: { REDIS_CLIENT_CLASS: "ioredis-mock" },
        },
      },
    },
    { parent: import.meta },
  );
});
beforeEach(() => caches.get().clear());
after(() => caches.close());

test("a product is loaded once, and again when it has changed", async () => {
  let loads = 0;
  const products = productsOf(caches.get(), async (id) => {
    loads += 1;
    return { id };
  });
  await products.find(1);
  assert.deepEqual(await products.find(1), { id: 1 });
  assert.equal(loads, 1);

  await products.changed(1);
  await products.find(1);
  assert.equal(loads, 2);
});

// #endregion test

// #region time
import { setTimeout as sleep } from "node:timers/promises";

test("a token runs out", async () => {
  const cache = caches.get();
  await cache.set("token", "abc", "1h");
  assert.equal(await cache.ttl("token"), 3600); // asks for the time instead of waiting for it

  await cache.expire("token", "20ms");
  await sleep(50);
  assert.equal(await cache.get("token"), undefined);
});
// #endregion time

// #region outage
test("products are found while Redis is away", async () => {
  const away = await createCaches({
    CACHES: { default: { LOCATION: "redis://127.0.0.1:1/0", OPTIONS: { IGNORE_EXCEPTIONS: true } } },
  });
  const products = productsOf(away.get(), async (id) => ({ id }));
  assert.deepEqual(await products.find(1), { id: 1 });
  await away.close();
});
// #endregion outage

// #region real
test("the same on a real server", { skip: process.env.REDIS_URL === undefined }, async () => {
  const real = await createCaches({
    CACHES: { default: { LOCATION: process.env.REDIS_URL, KEY_PREFIX: `test-${process.pid}` } },
  });
  const products = productsOf(real.get(), async (id) => ({ id }));
  assert.deepEqual(await products.find(1), { id: 1 });
  await real.get().clear(); // this prefix alone
  await real.close();
});
// #endregion real
