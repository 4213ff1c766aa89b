import { availableParallelism } from "node:os";
import type { Worker, WorkerOptions } from "node:worker_threads";

/** The library of a format, which works synchronously. */
export interface Engine {
  compress(data: Uint8Array): Buffer;
  /** @throws an error with the code ERR_TOO_LARGE if it would inflate to more than `limit` bytes. */
  inflate(data: Uint8Array, limit: number): Buffer;
}

/** An `Engine` in a thread. */
export interface BackgroundEngine {
  compress(data: Buffer): Promise<Buffer>;
  inflate(data: Buffer, limit: number): Promise<Buffer>;
}

/** A message to a thread: create an engine, or use one. */
export type Request<Options> =
  | { readonly engine: number; readonly options: Options }
  | {
      readonly engine: number;
      readonly id: number;
      /** Inflate to no more than this; left out: compress. */
      readonly limit: number | undefined;
      readonly data: Uint8Array;
    };

/** The answer: bytes, or the fields of an error. */
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
  /** The engines that the thread has created. */
  readonly engines: Set<number>;
}

/** As many as Node's own thread pool has, as long as one processor is left for the event loop. */
const MAX_THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));

/**
 * The threads of a compressor whose library works only in the thread that calls it. One thread starts when there is work and none
 * is idle. Threads stay, and do not keep the process alive while they are idle.
 *
 * @typeParam Options what an engine is created from; it is copied into the threads.
 */
export class Threads<Options> {
  readonly #open: (options: WorkerOptions) => Worker;
  readonly #threads = new Set<Thread>();
  #lastEngine = 0;
  #lastId = 0;

  /** @param open starts a thread whose script calls `serveEngines`. */
  constructor(open: (options: WorkerOptions) => Worker) {
    this.#open = open;
  }

  /** An engine in the threads; each thread creates it when it first needs it. */
  engine(options: Options): BackgroundEngine {
    const engine = ++this.#lastEngine;
    return {
      compress: (data) => this.#ask(engine, options, data, undefined),
      inflate: (data, limit) => this.#ask(engine, options, data, limit),
    };
  }

  #ask(engine: number, options: Options, bytes: Buffer, limit: number | undefined): Promise<Buffer> {
    const { worker, pending, engines } = this.#idleThread();
    if (!engines.has(engine)) {
      engines.add(engine);
      worker.postMessage({ engine, options } satisfies Request<Options>);
    }
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      // A copy, since transferred bytes are lost here.
      const data = Uint8Array.prototype.slice.call(bytes);
      worker.ref();
      pending.set(id, { resolve, reject });
      worker.postMessage({ engine, id, limit, data } satisfies Request<Options>, [data.buffer]);
    });
  }

  #idleThread(): Thread {
    let best: Thread | undefined;
    for (const thread of this.#threads) {
      if (best === undefined || thread.pending.size < best.pending.size) best = thread;
    }
    const isFull = this.#threads.size >= MAX_THREADS;
    return best !== undefined && (best.pending.size === 0 || isFull) ? best : this.#start();
  }

  #start(): Thread {
    const worker = this.#open(workerOptions());
    const thread: Thread = { worker, pending: new Map(), engines: new Set() };
    worker.on("message", (reply: Reply) => {
      const waiting = thread.pending.get(reply.id);
      thread.pending.delete(reply.id);
      if (thread.pending.size === 0) worker.unref();
      if ("data" in reply) {
        const { buffer, byteOffset, length } = reply.data;
        waiting?.resolve(Buffer.from(buffer, byteOffset, length));
      } else waiting?.reject(errorOf(reply.message, reply.code));
    });
    // A thread may end, for example when it runs out of memory. Its calls fail, and the next call starts another thread.
    const lose = (error: Error): void => {
      this.#threads.delete(thread);
      for (const { reject } of thread.pending.values()) reject(error);
      thread.pending.clear();
    };
    worker.on("error", lose);
    worker.on("exit", () => lose(new Error("the thread for compression has ended")));
    worker.unref();
    this.#threads.add(thread);
    return thread;
  }
}

function workerOptions(): WorkerOptions {
  // Threads inherit the options of the process. One of them is for --eval only and would be an error. Without
  // `execArgv`, Node selects the options itself: it knows which are not for threads, and rejects these, such as
  // --max-old-space-size, in an explicit list.
  const isEvaluated = process.execArgv.some((option) => option.startsWith("--input-type"));
  return isEvaluated ? { execArgv: [] } : {};
}

function errorOf(message: string, code: string | undefined): Error {
  return code === undefined ? new Error(message) : Object.assign(new RangeError(message), { code });
}
