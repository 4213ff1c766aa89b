import { SessionStore } from "@coffer/session-store";
import { createCaches } from "coffer";

/**
 * A web server of a framework whose sessions are in Redis.
 * @param {import("./application.js").ApplicationOptions} options
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 */
export async function serve({ framework, cache, storeOptions, sessionOptions = {} }) {
  // The other framework is not loaded: that takes as long as the rest of the start.
  const { listen } = await (framework === "express"
    ? import("./express-app.mjs")
    : import("./fastify-app.mjs"));
  const caches = await createCaches({ CACHES: { default: cache } }, { parent: import.meta });
  const server = await listen(new SessionStore(caches, storeOptions), sessionOptions);
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await caches.close();
  };
  return { port: /** @type {import("node:net").AddressInfo} */ (server.address()).port, close };
}
