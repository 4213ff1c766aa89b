import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Caches, show } from "@coffer/cache-core";
import { inspector } from "./inspector.js";
import { cookieOf, isSame } from "./server/csrf.js";

/** Options of `serveInspector`. */
export interface ServeOptions {
  /**
   * Whether the page may delete keys and change their expiry.
   * @default false
   */
  readonly write?: boolean | undefined;
  /**
   * The port on the loopback address 127.0.0.1.
   * @default a free one
   */
  readonly port?: number | undefined;
}

/** A standalone inspector. */
export interface ServedInspector {
  /** The URL of the page, with the token that gives access. */
  readonly url: string;
  /** Stops the server and ends pending requests. The caches stay open. */
  close(): Promise<void>;
}

/**
 * Serves the inspector on this machine only, to clients that have the token of its URL.
 * @throws TypeError for values that are not caches, and for invalid options; an error with the code EADDRINUSE or
 * EACCES for an unavailable port.
 */
export async function serveInspector(
  caches: Caches,
  { write = false, port = 0 }: ServeOptions = {},
): Promise<ServedInspector> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new TypeError(`serveInspector: port must be a whole number from 0 to 65535, got ${show(port)}`);
  }
  const token = randomBytes(24).toString("base64url");
  // Cookies belong to a host, whatever its ports.
  const nameOf = ({ socket }: IncomingMessage) => `coffer-inspector-${socket.localPort}`;
  const handle = inspector(caches, {
    write,
    authorize: (request) => isSame(cookieOf(request, nameOf(request)) ?? "", token),
  });
  const server = createServer((request, response) => {
    const given = /^\/\?token=([\w-]+)$/.exec(request.url ?? "")?.[1];
    if (given === undefined || !isSame(given, token)) return handle(request, response);
    // The token does not stay in the address, where others may see it.
    response.setHeader("set-cookie", `${nameOf(request)}=${token}; HttpOnly; SameSite=Strict; Path=/`);
    response.setHeader("referrer-policy", "no-referrer");
    response.writeHead(303, { location: "/", "cache-control": "no-store" }).end();
  });
  await listen(server, port);
  const { port: listening } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${listening}/?token=${token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", () => resolve());
  });
}
