import { parentPort } from "node:worker_threads";
import type { Reply, Request } from "./background.js";
import { Engine } from "./engine.js";

/** What runs in a thread of `Background`. */
const engines = new Map<number, Engine>();

parentPort?.on("message", (request: Request) => {
  if ("options" in request) {
    engines.set(request.engine, new Engine(request.options));
    return;
  }
  const { engine, id, limit, data } = request;
  try {
    const found = engines.get(engine) as Engine;
    const result = limit === undefined ? found.compress(data) : found.inflate(data, limit);
    // Bytes that share their memory with others cannot be transferred.
    const owned =
      result.buffer.byteLength === result.length ? result : Uint8Array.prototype.slice.call(result);
    reply({ id, data: owned }, [owned.buffer as ArrayBuffer]);
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    reply({ id, message, code });
  }
});

function reply(answer: Reply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(answer, transfer);
}
