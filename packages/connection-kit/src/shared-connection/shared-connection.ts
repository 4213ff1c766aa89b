import { performance } from "node:perf_hooks";
import { setImmediate, setTimeout } from "node:timers";
import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import { detached } from "@coffer/cache-core";
import type { Wire } from "../driver/command-sender.js";
import type { Handle } from "../driver/driver-adapter.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import { Failures } from "../errors/failures.js";
import { scrub } from "../errors/scrub.js";
import { ConnectQueue, type WaitingCall } from "./connect-queue.js";
import { LostWrites } from "./lost-writes.js";
import { Outages } from "./outages.js";
import { Dialer } from "./reconnector.js";
import { ReplyDeadlines } from "./reply-deadlines.js";
import { BatchRequest, CommandRequest, type Request, ScriptRequest } from "./request.js";

/**
 * What a server says that is not, or not any more, the one to ask: a former primary, a replica without its primary or still loading, and
 * one that has forgotten who logged in. The same name may lead to another by now.
 */
const ELSEWHERE = /^(READONLY|MASTERDOWN|LOADING|NOAUTH)\b|-READONLY /;

interface PlacedCall extends WaitingCall {
  readonly place: number;
}

/** How many there have been in this process. */
let sockets = 0;

/** One driver's object and the deadlines around it. Its users share it: all their commands go through one socket. */
export class Link {
  /** How many connections have been handed out on it. */
  users = 0;
  readonly #handle: Handle;
  readonly #dialer: Dialer;
  readonly #deadlines: ReplyDeadlines;
  readonly #failures: Failures;
  readonly #outages: Outages;
  readonly #waiting: ConnectQueue<PlacedCall> = new ConnectQueue();
  readonly #lostWrites: LostWrites = new LostWrites();
  readonly #socketTimeout: number;
  #calls = 0;
  /** How many of the commands that are about to be rejected have waited their full time. */
  #late = 0;
  #generation = 0;
  #onQuiet: (() => void) | undefined;
  /** Whether anything is to be done when the last reply has come. */
  #isWatched = false;

  constructor(endpoint: Endpoint) {
    const handle = detached(() => endpoint.driver.handle(endpoint.Client, endpoint.driverOptions));
    this.#handle = handle;
    this.#socketTimeout = endpoint.socketTimeout;
    this.#failures = new Failures(endpoint);
    this.#outages = new Outages(endpoint.where);
    this.#deadlines = new ReplyDeadlines({
      limit: endpoint.socketTimeout,
      traffic: () => handle.traffic,
      onLate: (commands) => this.#giveUp(commands),
    });
    this.#dialer = new Dialer(handle, endpoint, {
      up: () => {
        sockets += 1;
        this.#generation = sockets;
        this.#isWatched = this.#onQuiet !== undefined;
        this.#outages.up();
        this.#startWaiting();
      },
      down: () => this.#down(),
    });
  }

  /** See `Connection.generation`. */
  get generation(): number {
    return this.#generation;
  }

  get native(): unknown {
    return this.#handle.native;
  }

  get #wire(): Wire {
    return this.#handle.wire;
  }

  send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    return this.#perform(new CommandRequest(command, args));
  }

  sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    if (commands.length === 0) return Promise.resolve([]);
    const request = new BatchRequest(commands);
    return this.#perform(request).then((answers) => this.#sort(request, answers));
  }

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    return this.#perform(new ScriptRequest(script, keys, args));
  }

  /** Waits for the replies that are still to come, which they do or are given up, and ends the connection. */
  async close(): Promise<void> {
    if (!this.#isQuiet) {
      await new Promise<void>((resolve) => {
        this.#onQuiet = resolve;
        this.#isWatched = true;
      });
    }
    this.#deadlines.stop();
    await this.#dialer.close();
  }

  #perform<T>(request: Request<T>): Promise<T> {
    this.#calls += 1;
    request.place = this.#calls;
    // Who waits goes first.
    if (this.#dialer.state === "ready" && this.#waiting.count === 0) {
      const { isIdle, silence } = this.#deadlines;
      if (silence?.isFull) return Promise.reject(this.#failures.queueFull(request.what, "to answer"));
      silence?.add(request.commands);
      if (!isIdle) return this.#put(request);
      this.#lookFirst();
    }
    return this.#wait(request);
  }

  #put<T>(request: Request<T>): Promise<T> {
    let reply: Promise<T>;
    try {
      reply = request.put(this.#wire);
    } catch (error) {
      // What cannot even be written, such as a string that is too long, is the caller's mistake.
      return Promise.reject(error);
    }
    this.#deadlines.sent();
    request.sentAt = this.#deadlines.time;
    return reply.then(
      (value) => {
        this.#answered();
        if (!request.fits(value)) throw this.#distrust(request.what);
        return value;
      },
      (reason: unknown) => {
        this.#answered();
        const error = scrub(reason);
        const next = this.#onNext(request, error, this.#wire.wasNotSent(error));
        if (next !== undefined) return next;
        throw this.#failure(request.what, error);
      },
    );
  }

  /**
   * After a while without a call, what has arrived in the meantime is read before anything is sent: it may be the end of the connection,
   * and what is written after that is lost.
   */
  #lookFirst(): void {
    // An end that has been read in one turn is told of by the next.
    setImmediate(() => setImmediate(() => this.#goOn()));
  }

  #goOn(): void {
    if (this.#dialer.state !== "ready") return;
    if (this.#handle.broken) this.#handle.hangUp();
    else this.#startWaiting();
  }

  #wait<T>(request: Request<T>, lost?: Error): Promise<T> {
    const failure = (cause: Error) => lost ?? this.#failures.unreachable(request.what, cause);
    if (this.#dialer.state === "idle") this.#dialer.dial();
    if (this.#dialer.state === "away") return Promise.reject(failure(this.#dialer.trouble));
    if (this.#waiting.isFull) {
      return Promise.reject(lost ?? this.#failures.queueFull(request.what, "to be connected"));
    }
    return new Promise((resolve, reject) => {
      if (lost !== undefined) this.#rejectInTime(request, () => reject(lost));
      this.#waiting.add(request.commands, {
        place: request.place,
        start: () => {
          const isChanged =
            lost !== undefined && this.#lostWrites.mayHaveChanged(request.place, request.commands);
          if (isChanged) reject(lost);
          else resolve(this.#put(request));
        },
        reject: (cause) => reject(failure(cause)),
      });
    });
  }

  /** What is asked once more has the time of one call all the same. */
  #rejectInTime({ sentAt }: Request<unknown>, reject: () => void): void {
    setTimeout(reject, sentAt + this.#socketTimeout - performance.now()).unref();
  }

  /**
   * The call on the next connection, where this one has ended and that can do no harm: nothing of it was sent, or it only reads. Undefined:
   * it has failed.
   */
  #onNext<T>(request: Request<T>, error: Error, isUnsent: boolean): Promise<T> | undefined {
    if (this.#wire.isReply(error)) return undefined;
    const { state } = this.#dialer;
    // The driver has noticed, and is going to say so.
    const isEnding = state === "ready" && this.#handle.broken;
    if (state !== "connecting" && !isEnding) return undefined;
    if (isUnsent) {
      if (isEnding) this.#handle.hangUp();
      return this.#wait(request);
    }
    if (!request.isRead) this.#lostWrites.add(request.place, request.commands);
    else if (!request.isSecond) {
      request.isSecond = true;
      return this.#wait(request, this.#failures.lost(request.what, error));
    }
    return undefined;
  }

  /** In the order of the calls, and before any that is made from now on. */
  #startWaiting(): void {
    this.#late = 0;
    const waiting = this.#waiting.takeAll().toSorted((a, b) => a.place - b.place);
    for (const { start } of waiting) start();
    this.#lostWrites.forget();
    this.#tellQuiet();
  }

  #down(): void {
    this.#deadlines.stop();
    if (this.#dialer.state !== "away") return;
    this.#outages.down(this.#dialer.trouble);
    for (const { reject } of this.#waiting.takeAll()) reject(this.#dialer.trouble);
    this.#lostWrites.forget();
    this.#tellQuiet();
  }

  #giveUp(commands: number): void {
    this.#late = commands;
    this.#dialer.drop(new Error("an earlier command had no reply within SOCKET_TIMEOUT"));
  }

  /** Gives the connection up, of which no reply can be believed any more. */
  #distrust(what: string): Error {
    this.#dialer.drop(new Error(`${what} had a reply of the wrong shape`));
    return this.#failures.misshapen(what);
  }

  #answered(): void {
    this.#deadlines.answered();
    if (!this.#isWatched) return;
    if (this.#deadlines.pending === 0) this.#dialer.left();
    this.#tellQuiet();
  }

  get #isQuiet(): boolean {
    return this.#waiting.count === 0 && this.#deadlines.pending === 0;
  }

  #tellQuiet(): void {
    if (this.#isQuiet) this.#onQuiet?.();
  }

  /** Has the connection replaced by another one, once what is under way has been answered. */
  #leave(cause: Error): void {
    if (!this.#dialer.leave(cause)) return;
    this.#isWatched = true;
    if (this.#deadlines.pending === 0) this.#dialer.left();
  }

  #failure(what: string, reason: unknown): Error {
    const error = scrub(reason);
    if (this.#wire.isReply(error)) {
      if (ELSEWHERE.test(error.message)) this.#leave(error);
      return this.#failures.refused(what, error);
    }
    if (this.#wire.wasNotSent(error)) return this.#failures.unreachable(what, this.#cause(error));
    if (this.#late > 0) {
      this.#late -= 1;
      return this.#failures.late(what);
    }
    return this.#failures.lost(what, this.#cause(error));
  }

  /** Once the connection has ended, the dialer knows better why than the driver's flush of its queue. */
  #cause(error: Error): Error {
    const { state, trouble } = this.#dialer;
    if (state !== "ready" && state !== "idle") return trouble;
    return this.#wire.isBareLoss?.(error) ? new Error("the connection was lost", { cause: error }) : error;
  }

  /** A refusal stands in the place of its reply. Where the connection was lost before the first reply, all have failed. */
  #sort(request: BatchRequest, answers: (Reply | Error)[]): (Reply | Error)[] | Promise<(Reply | Error)[]> {
    if (!answers.some(isError)) return answers;
    const { what, commands } = request;
    const trouble = answers.find((answer): answer is Error => this.#isLoss(answer));
    if (trouble !== undefined) {
      const isUnsent = answers.every((answer) => isError(answer) && this.#wire.wasNotSent(answer));
      const next = this.#onNext(request, scrub(trouble), isUnsent);
      if (next !== undefined) return next.then((again) => this.#sort(request, again));
    }
    const lost = trouble && this.#failure(what, trouble);
    if (lost !== undefined && answers.every((answer) => this.#isLoss(answer))) throw lost;
    return answers.map((answer, index) => {
      if (!isError(answer)) return answer;
      return this.#isLoss(answer) ? (lost as Error) : this.#failure(commands[index]?.[0] as string, answer);
    });
  }

  #isLoss(answer: Reply | Error): boolean {
    return isError(answer) && !this.#wire.isReply(answer);
  }
}

function isError(answer: Reply | Error): answer is Error {
  return answer instanceof Error;
}
