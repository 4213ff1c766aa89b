import assert from "node:assert/strict";
import { startSentinels } from "./_servers.mjs";

const group = await startSentinels({ name: "mymaster", replicas: 1 });
const SENTINELS = group.sentinels.map(({ host, port }) => [host, port]);

// #region sentinel
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION: "redis://mymaster/1", // the service in place of a host
      OPTIONS: {
        CLIENT_CLASS: "@coffer/client-default#SentinelClient",
        CONNECTION_FACTORY: "@coffer/connection-ioredis#SentinelConnectionFactory",
        SENTINELS, // [["sentinel-1", 26379], ["sentinel-2", 26379], ...]
      },
    },
  },
});
const cache = caches.get("default");
await cache.set("price", 10);
// #endregion sentinel

// #region failover
const old = await group.primary();
await old.kill();
await group.failedOver(old); // takes the sentinels some seconds
await writeUntilItWorks();
assert.equal(await cache.get("price"), 11);

async function writeUntilItWorks() {
  for (;;) {
    try {
      return await cache.set("price", 11);
    } catch (error) {
      assert.match(error.code, /^ERR_(UNREACHABLE|NO_REPLY|TIMEOUT|REPLY)$/); // within its deadline, each time
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
// #endregion failover

await caches.close();
