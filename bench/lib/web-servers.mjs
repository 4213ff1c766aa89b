import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer as createNetServer } from "node:net";

/** @typedef {() => Promise<unknown>} Work what a request needs before it is answered */
/** @typedef {{ close(callback?: () => void): unknown }} Closable */

/**
 * Two servers: one of bare sockets, where a request costs almost nothing compared with the cache; and Node's own
 * HTTP, where it costs as much as a `get` or more.
 *
 * @type {Record<"sockets" | "http", { request: string, listen(work: Work): Promise<{ port: number, server: Closable
 * }> }>}
 */
export const webServers = {
  sockets: {
    request: "?",
    listen: (work) =>
      listen(
        createNetServer((socket) => {
          socket.setNoDelay(true).on("error", () => {});
          socket.on("data", () => work().then(() => socket.write("!")));
        }),
      ),
  },
  http: {
    request: "GET / HTTP/1.1\r\nHost: bench\r\n\r\n",
    listen: (work) =>
      listen(
        createHttpServer((_request, response) => {
          work().then(() => response.end("ok"));
        }),
      ),
  },
};

/** @param {import("node:net").Server} server */
async function listen(server) {
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { port, server };
}
