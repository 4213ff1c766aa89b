import { parentPort } from "node:worker_threads";
import type { Engine, Reply, Request } from "./threads.js";

/**
 * Handles the requests of `Threads`. The script of a thread calls it.
 *
 * @param create returns an engine for the options of `Threads.engine`.
 */
export function serveEngines<Options>(create: (options: Options) => Engine): void {
  const engines = new Map<number, Engine>();
  parentPort?.on("message", (request: Request<Options>) => {
    if ("options" in request) {
      engines.set(request.engine, create(request.options));
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
}

function reply(answer: Reply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(answer, transfer);
}
