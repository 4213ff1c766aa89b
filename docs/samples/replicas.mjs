import assert from "node:assert/strict";
import { startReplicated } from "./_servers.mjs";

const group = await startReplicated({ replicas: 2 });
const [primary, first, second] = group.servers.map((server) => server.url(1));

// #region replicas
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: {
    default: { LOCATION: [primary, first, second] }, // the first takes the writes
    safe: { LOCATION: primary }, // the same data, always the latest
  },
});
const cache = caches.get("default");
await cache.set("price", 10);
// #endregion replicas

await group.settled(); // until the replicas have it
// #region read
assert.equal(await cache.get("price"), 10); // from one of the replicas
assert.equal(await caches.get("safe").get("price"), 10); // from the primary
// #endregion read

// #region raw
const reading = await caches.getRedisConnection("default", { write: false });
const writing = await caches.getRedisConnection("default", { write: true });
assert.notEqual(reading.options.port, writing.options.port);
assert.equal(writing.options.port, group.primary.port);
// #endregion raw

await caches.close();
