import { setImmediate } from "node:timers";
import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import { detached } from "@coffer/cache-core";
import type { DriverAdapter } from "../driver/driver-adapter.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import { Failures } from "../errors/failures.js";
import { scrub } from "../errors/scrub.js";
import { DriverErrors } from "./driver-errors.js";
import { Outages } from "./outages.js";
import { Reconnector } from "./reconnector.js";
import { ReplyDeadlines } from "./reply-deadlines.js";
import { BatchRequest, CommandRequest, type Request, ScriptRequest } from "./request.js";
import { RequestQueue } from "./request-queue.js";

/** How many connections this process has created. */
let generations = 0;

/** A driver's object with deadlines and reconnecting. All commands of its users share one socket. */
export class SharedConnection {
  /** How many connections of the pool use it. */
  users = 0;
  readonly #adapter: DriverAdapter;
  readonly #reconnector: Reconnector;
  readonly #deadlines: ReplyDeadlines;
  readonly #failures: Failures;
  readonly #errors: DriverErrors;
  readonly #outages: Outages;
  readonly #queue: RequestQueue;
  #calls = 0;
  #generation = 0;
  #onIdle: (() => void) | undefined;
  /** Whether something waits for the last reply: `close`, or a connection that is being replaced. */
  #awaitsLastReply = false;

  constructor(endpoint: Endpoint) {
    const adapter = detached(() => endpoint.driver.createAdapter(endpoint.Client, endpoint.driverOptions));
    this.#adapter = adapter;
    this.#queue = new RequestQueue(endpoint.socketTimeout);
    this.#failures = new Failures(endpoint);
    this.#outages = new Outages(endpoint.where);
    this.#deadlines = new ReplyDeadlines({
      limit: endpoint.socketTimeout,
      traffic: () => adapter.traffic,
      onLate: (commands) => this.#timeOut(commands),
    });
    this.#reconnector = new Reconnector(adapter, endpoint, {
      up: () => this.#up(),
      down: () => this.#down(),
    });
    this.#errors = new DriverErrors(adapter, this.#reconnector, this.#failures, (reply) =>
      this.#replace(reply),
    );
  }

  /** See `Connection.generation`. */
  get generation(): number {
    return this.#generation;
  }

  get native(): unknown {
    return this.#adapter.native;
  }

  send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    return this.#perform(new CommandRequest(command, args));
  }

  sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    if (commands.length === 0) return Promise.resolve([]);
    const request = new BatchRequest(commands);
    return this.#perform(request).then((answers) => this.#settleBatch(request, answers));
  }

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    return this.#perform(new ScriptRequest(script, keys, args));
  }

  /** Waits until every pending command is answered or timed out, and ends the connection. */
  async close(): Promise<void> {
    if (!this.#isIdle) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
        this.#awaitsLastReply = true;
      });
    }
    this.#deadlines.stop();
    await this.#reconnector.close();
  }

  #perform<T>(request: Request<T>): Promise<T> {
    this.#calls += 1;
    request.position = this.#calls;
    // Queued calls go first.
    if (this.#reconnector.state === "ready" && this.#queue.isEmpty) {
      const { isIdle, silence } = this.#deadlines;
      if (silence?.isFull) return Promise.reject(this.#failures.queueFull(request.what, "to answer"));
      silence?.add(request.commands);
      if (!isIdle) return this.#sendNow(request);
      this.#readBeforeSending();
    }
    return this.#enqueue(request);
  }

  #sendNow<T>(request: Request<T>): Promise<T> {
    let reply: Promise<T>;
    try {
      reply = request.sendTo(this.#adapter.sender);
    } catch (error) {
      // A call that cannot be encoded, such as a string that is too long, is an error of the caller.
      return Promise.reject(error);
    }
    this.#deadlines.sent();
    request.sentAt = this.#deadlines.time;
    return reply.then(
      (value) => {
        this.#answered();
        if (!request.fits(value)) throw this.#discard(request.what);
        return value;
      },
      (reason: unknown) => {
        this.#answered();
        const error = scrub(reason);
        const next = this.#retry(request, error, this.#adapter.sender.wasNotSent(error));
        if (next !== undefined) return next;
        throw this.#errors.failureOf(request.what, error);
      },
    );
  }

  /**
   * After an idle time, received data is read before anything is sent. It may be the end of the connection, and
   * anything written after that is lost.
   */
  #readBeforeSending(): void {
    // Node reads the end of a connection in one turn of the event loop and emits it in the next.
    setImmediate(() => setImmediate(() => this.#sendQueuedOrReconnect()));
  }

  #sendQueuedOrReconnect(): void {
    if (this.#reconnector.state !== "ready") return;
    if (this.#adapter.broken) this.#adapter.disconnect();
    else this.#sendQueued();
  }

  /**
   * @param lost the error of the call unless the next connection answers it: it has been sent before, and only reads.
   */
  #enqueue<T>(request: Request<T>, lost?: Error): Promise<T> {
    const failure = (cause: Error) => lost ?? this.#failures.unreachable(request.what, cause);
    if (this.#reconnector.state === "idle") this.#reconnector.connect();
    if (this.#reconnector.state === "down") return Promise.reject(failure(this.#reconnector.trouble));
    if (this.#queue.isFull) {
      return Promise.reject(lost ?? this.#failures.queueFull(request.what, "to be connected"));
    }
    return this.#queue.add({ request, send: (each) => this.#sendNow(each), failure, lost });
  }

  /**
   * The same call on the next connection, if this connection has ended and a retry is safe: nothing of the call was
   * sent, or it only reads. Undefined: the call has failed.
   */
  #retry<T>(request: Request<T>, error: Error, isUnsent: boolean): Promise<T> | undefined {
    if (this.#adapter.sender.isReply(error)) return undefined;
    const { state } = this.#reconnector;
    // The driver has noticed the end of the connection and is about to emit it.
    const isEnding = state === "ready" && this.#adapter.broken;
    if (state !== "connecting" && !isEnding) return undefined;
    if (isUnsent) {
      if (isEnding) this.#adapter.disconnect();
      return this.#enqueue(request);
    }
    if (!request.isRead) this.#queue.addLostWrite(request);
    else if (!request.isRetry) {
      request.isRetry = true;
      return this.#enqueue(request, this.#failures.connectionLost(request.what, error));
    }
    return undefined;
  }

  /** Inserts a failure for each command that failed, unless the batch can be sent again as a whole. */
  #settleBatch(
    request: BatchRequest,
    answers: (Reply | Error)[],
  ): (Reply | Error)[] | Promise<(Reply | Error)[]> {
    if (!answers.some((answer) => answer instanceof Error)) return answers;
    const loss = this.#errors.lossIn(answers);
    const next = loss && this.#retry(request, loss, this.#errors.isUnsent(answers));
    if (next !== undefined) return next.then((again) => this.#settleBatch(request, again));
    return this.#errors.inPlace(request.what, request.commands, answers, loss);
  }

  #up(): void {
    generations += 1;
    this.#generation = generations;
    this.#awaitsLastReply = this.#onIdle !== undefined;
    this.#outages.up();
    this.#sendQueued();
  }

  /** In the order of the calls, and before any later call. */
  #sendQueued(): void {
    this.#errors.timedOut = 0;
    this.#queue.sendAll();
    this.#checkIdle();
  }

  #down(): void {
    this.#deadlines.stop();
    if (this.#reconnector.state !== "down") return;
    this.#outages.down(this.#reconnector.trouble);
    this.#queue.rejectAll(this.#reconnector.trouble);
    this.#checkIdle();
  }

  #timeOut(commands: number): void {
    this.#errors.timedOut = commands;
    this.#reconnector.discard(new Error("an earlier command had no reply within SOCKET_TIMEOUT"));
  }

  /** Closes a connection whose replies may belong to other commands. */
  #discard(what: string): Error {
    this.#reconnector.discard(new Error(`${what} had a reply of the wrong shape`));
    return this.#failures.unexpectedReply(what);
  }

  /** Replaces the connection by another one, once its pending commands are answered. */
  #replace(cause: Error): void {
    if (!this.#reconnector.replace(cause)) return;
    this.#awaitsLastReply = true;
    if (this.#deadlines.pending === 0) this.#reconnector.drained();
  }

  #answered(): void {
    this.#deadlines.answered();
    if (!this.#awaitsLastReply) return;
    if (this.#deadlines.pending === 0) this.#reconnector.drained();
    this.#checkIdle();
  }

  get #isIdle(): boolean {
    return this.#queue.isEmpty && this.#deadlines.pending === 0;
  }

  #checkIdle(): void {
    if (this.#isIdle) this.#onIdle?.();
  }
}
