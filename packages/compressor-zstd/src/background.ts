import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { EngineOptions } from "./engine.js";

/** What a thread is asked: to make an engine, or to work with one. */
export type Request =
  | { readonly engine: number; readonly options: EngineOptions }
  | {
      readonly engine: number;
      readonly id: number;
      /** Inflate to no more than this; left out: compress. */
      readonly limit: number | undefined;
      readonly data: Uint8Array;
    };

/** What it answers: bytes, or what is left of an error. */
export type Reply =
  | { readonly id: number; readonly data: Uint8Array }
  | { readonly id: number; readonly message: string; readonly code: string | undefined };

interface Pending {
  resolve(data: Buffer): void;
  reject(error: Error): void;
}

interface Thread {
  readonly worker: Worker;
  readonly pending: Map<number, Pending>;
  /** The engines that it has. */
  readonly engines: Set<number>;
}

/** As many as Node's own thread pool has, as long as one processor is left for the event loop. */
const MOST_THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));

/**
 * Threads for all compressors of the process: zstd-napi has no other way to work beside the event loop, its streams
 * included. One starts when there is work and none is idle; they stay, and do not keep the process alive.
 */
const threads = new Set<Thread>();
let lastEngine = 0;
let lastId = 0;

/** One engine's way to the threads. */
export class Background {
  readonly #engine: number = ++lastEngine;
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  compress(data: Buffer): Promise<Buffer> {
    return this.#ask(data, undefined);
  }

  inflate(data: Buffer, limit: number): Promise<Buffer> {
    return this.#ask(data, limit);
  }

  #ask(bytes: Buffer, limit: number | undefined): Promise<Buffer> {
    const { worker, pending, engines } = idleThread();
    if (!engines.has(this.#engine)) {
      engines.add(this.#engine);
      worker.postMessage({ engine: this.#engine, options: this.#options } satisfies Request);
    }
    return new Promise((resolve, reject) => {
      const id = ++lastId;
      // A copy, since what is transferred is gone here.
      const data = Uint8Array.prototype.slice.call(bytes);
      worker.ref();
      pending.set(id, { resolve, reject });
      worker.postMessage({ engine: this.#engine, id, limit, data } satisfies Request, [data.buffer]);
    });
  }
}

function idleThread(): Thread {
  let best: Thread | undefined;
  for (const thread of threads) {
    if (best === undefined || thread.pending.size < best.pending.size) best = thread;
  }
  return best === undefined || (best.pending.size > 0 && threads.size < MOST_THREADS) ? start() : best;
}

function start(): Thread {
  // Threads have the options of the process, of which one is for --eval alone and would be an error. Where it is not given they are
  // left to Node: it knows which are not for threads, and refuses these, such as --max-old-space-size, when they are named.
  const isEvaluated = process.execArgv.some((option) => option.startsWith("--input-type"));
  const worker = new Worker(
    new URL("./thread.js", import.meta.url),
    isEvaluated ? { execArgv: [] } : undefined,
  );
  const thread: Thread = { worker, pending: new Map(), engines: new Set() };
  worker.on("message", (reply: Reply) => {
    const waiting = thread.pending.get(reply.id);
    thread.pending.delete(reply.id);
    if (thread.pending.size === 0) worker.unref();
    if ("data" in reply) {
      const { buffer, byteOffset, length } = reply.data;
      waiting?.resolve(Buffer.from(buffer, byteOffset, length));
    } else {
      const { message, code } = reply;
      waiting?.reject(
        code === undefined ? new Error(message) : Object.assign(new RangeError(message), { code }),
      );
    }
  });
  // A thread that is gone, for want of memory perhaps, takes along what it was asked; the next question starts another.
  const lose = (error: Error): void => {
    threads.delete(thread);
    for (const { reject } of thread.pending.values()) reject(error);
    thread.pending.clear();
  };
  worker.on("error", lose);
  worker.on("exit", () => lose(new Error("the thread that compresses has ended")));
  worker.unref();
  threads.add(thread);
  return thread;
}
