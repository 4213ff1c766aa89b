import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Load } from "./cache-tests.js";
import { listen } from "./listen.js";

type Handler = (rest: string[], request: IncomingMessage, response: ServerResponse) => void;

/**
 * The origin of cache-tests: it answers as each test has configured it, and reports the requests that it got. Its
 * handlers run here, since its own program listens on a fixed port of all addresses.
 */
export async function startOrigin(load: Load): Promise<{ readonly url: string; readonly server: Server }> {
  const handler = async (name: string): Promise<Handler> =>
    (await load(`http-cache-tests/server/handle-${name}.mjs`)).default;
  const handlers: Readonly<Record<string, Handler>> = {
    config: await handler("config"),
    state: await handler("state"),
    test: await handler("test"),
  };
  const server = createServer((request, response) => {
    const [kind = "", ...rest] = new URL(request.url ?? "/", "http://origin").pathname.split("/").slice(1);
    const handle = handlers[kind];
    if (handle === undefined) response.writeHead(404).end();
    else handle(rest, request, response);
  });
  return { url: await listen(server), server };
}
