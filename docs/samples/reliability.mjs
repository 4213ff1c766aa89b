import assert from "node:assert/strict";
import { startServer } from "./_servers.mjs";

const server = await startServer();
const LOCATION = server.url(0);

// #region settings
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: { default: { LOCATION, OPTIONS: { SOCKET_TIMEOUT: 0.3, SOCKET_CONNECT_TIMEOUT: 0.3 } } }, // seconds
});
const cache = caches.get("default");
await cache.set("user:1", { name: "Ada" });
// #endregion settings

// #region frozen
await server.freeze(); // accepts connections and answers nothing
const first = await timed(cache.get("user:1"));
assert.equal(first.code, "ERR_TIMEOUT");
console.log(first.milliseconds); // 300 to 320: SOCKET_TIMEOUT, and a little
server.thaw();
// #endregion frozen

// #region back
assert.deepEqual(await until(() => cache.get("user:1")), { name: "Ada" }); // by itself
// #endregion back

// #region killed
await server.kill();
await timed(cache.get("user:1"));
const next = await timed(cache.get("user:1"));
assert.equal(next.code, "ERR_UNREACHABLE");
console.log(next.milliseconds); // less than 1: the outage is known
// #endregion killed

await caches.close();

async function timed(call) {
  const started = performance.now();
  const code = await call.then(
    () => undefined,
    (error) => error.code,
  );
  return { code, milliseconds: performance.now() - started };
}

async function until(call) {
  for (;;) {
    try {
      return await call();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
