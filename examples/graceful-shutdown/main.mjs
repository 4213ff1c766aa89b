// An HTTP server with a graceful shutdown: on SIGTERM it accepts no more connections, answers the pending requests,
// and closes its caches. Nothing of coffer keeps the process alive then. REDIS_URL and PORT configure it.
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { createCaches } from "coffer";

const { REDIS_URL = "redis://127.0.0.1:6379/0", PORT = "3000" } = process.env;

/** Milliseconds for all pending work; process managers kill the process soon after, Kubernetes after 30 s. */
const GRACE = 10_000;

const caches = await createCaches(
  { CACHES: { default: { LOCATION: REDIS_URL, KEY_PREFIX: "shutdown" } } },
  { parent: import.meta },
);
const cache = caches.get();

const server = createServer(async (_request, response) => {
  try {
    const report = await cache.getOrSet("report", async () => {
      await pause(500);
      return { visitors: 42 };
    });
    // A keep-alive connection would keep the server open.
    response.shouldKeepAlive = server.listening;
    response.end(`${JSON.stringify(report)}\n`);
  } catch (error) {
    console.error(error);
    response.statusCode = 503;
    response.end("Try again in a moment.\n");
  }
});

async function shutDown() {
  setTimeout(() => process.exit(1), GRACE).unref();
  // First the callers of the caches, then the caches: a later call would be rejected (ERR_CLOSED).
  server.close();
  await once(server, "close");
  await caches.close();
  console.log("closed");
}

process.once("SIGTERM", shutDown);
process.once("SIGINT", shutDown);

server.listen(Number(PORT), "127.0.0.1");
await once(server, "listening");
const address = server.address();
console.log(`listening on port ${typeof address === "object" ? address?.port : address}`);
