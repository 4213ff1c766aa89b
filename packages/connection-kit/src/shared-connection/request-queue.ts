import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers";
import { ConnectQueue, type WaitingCall } from "./connect-queue.js";
import { LostWrites } from "./lost-writes.js";
import type { Request } from "./request.js";

interface QueuedCall extends WaitingCall {
  readonly position: number;
}

export interface QueuedRequest<T> {
  readonly request: Request<T>;
  /** Called when there is a connection. */
  send(request: Request<T>): Promise<T>;
  /** The error of the call if no connection is established. */
  failure(cause: Error): Error;
  /** The error of the call unless the next connection answers it: it has been sent before, and only reads. */
  readonly lost: Error | undefined;
}

/** Calls that wait for a connection, within limits. They are sent in the order in which they were made. */
export class RequestQueue {
  readonly #calls: ConnectQueue<QueuedCall> = new ConnectQueue();
  readonly #lostWrites: LostWrites = new LostWrites();
  readonly #socketTimeout: number;

  /** @param socketTimeout milliseconds that a call which is sent twice may take, like any other. */
  constructor(socketTimeout: number) {
    this.#socketTimeout = socketTimeout;
  }

  get isEmpty(): boolean {
    return this.#calls.count === 0;
  }

  get isFull(): boolean {
    return this.#calls.isFull;
  }

  add<T>({ request, send, failure, lost }: QueuedRequest<T>): Promise<T> {
    const { position, commands, sentAt } = request;
    return new Promise((resolve, reject) => {
      if (lost !== undefined) {
        setTimeout(() => reject(lost), sentAt + this.#socketTimeout - performance.now()).unref();
      }
      this.#calls.add(commands, {
        position,
        start: () => {
          if (lost !== undefined && this.#lostWrites.mayHaveChanged(position, commands)) reject(lost);
          else resolve(send(request));
        },
        reject: (cause) => reject(failure(cause)),
      });
    });
  }

  /** A write that may have been executed. A read of an earlier call cannot be sent again if it may see this write. */
  addLostWrite({ position, commands }: Request<unknown>): void {
    this.#lostWrites.add(position, commands);
  }

  sendAll(): void {
    const calls = this.#calls.takeAll().toSorted((a, b) => a.position - b.position);
    for (const { start } of calls) start();
    this.#lostWrites.forget();
  }

  rejectAll(cause: Error): void {
    for (const { reject } of this.#calls.takeAll()) reject(cause);
    this.#lostWrites.forget();
  }
}
