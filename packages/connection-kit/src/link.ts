import type { Command, CommandArgument, Reply, Script } from "@coffer/cache-core";
import { Dialer } from "./dialer.js";
import type { Endpoint } from "./endpoint.js";
import { Failures } from "./failures.js";
import type { Handle } from "./handle.js";
import { Outages } from "./outages.js";
import { ReplyDeadlines } from "./reply-deadlines.js";
import { scrub } from "./scrub.js";
import { type Payload, WaitingCalls } from "./waiting-calls.js";
import type { Wire } from "./wire.js";

/** One driver's object and the deadlines around it. Its users share it: all their commands go through one socket. */
export class Link {
  /** How many connections have been handed out on it. */
  users = 0;
  readonly #handle: Handle;
  readonly #dialer: Dialer;
  readonly #deadlines: ReplyDeadlines;
  readonly #failures: Failures;
  readonly #outages: Outages;
  readonly #waiting: WaitingCalls = new WaitingCalls();
  /** How many of the commands that are about to be rejected have waited their full time. */
  #late = 0;
  #onQuiet: (() => void) | undefined;

  constructor(endpoint: Endpoint) {
    const handle = endpoint.driver.handle(endpoint.Client, endpoint.driverOptions);
    this.#handle = handle;
    this.#failures = new Failures(endpoint);
    this.#outages = new Outages(endpoint.where);
    this.#deadlines = new ReplyDeadlines(
      endpoint.socketTimeout,
      () => handle.bytesReceived,
      (commands) => this.#giveUp(commands),
    );
    this.#dialer = new Dialer(handle, endpoint, {
      up: () => {
        this.#outages.up();
        this.#startWaiting();
      },
      down: () => this.#down(),
    });
  }

  get native(): unknown {
    return this.#handle.native;
  }

  get #wire(): Wire {
    return this.#handle.wire;
  }

  send(command: string, args: readonly CommandArgument[]): Promise<Reply> {
    return this.#perform(command, args, (wire) => wire.call(command, args));
  }

  sendMany(commands: readonly Command[]): Promise<(Reply | Error)[]> {
    if (commands.length === 0) return Promise.resolve([]);
    const what =
      commands.length === 1 ? (commands[0]?.[0] as string) : `a batch of ${commands.length} commands`;
    return this.#perform(what, commands, (wire) => wire.batch(commands)).then((answers) =>
      this.#sort(what, commands, answers),
    );
  }

  run(script: Script, keys: readonly string[], args: readonly CommandArgument[]): Promise<Reply> {
    return this.#perform(`the script ${script.name}`, args, (wire) => wire.run(script, keys, args));
  }

  /** Waits for the replies that are still to come, which they do or are given up, and ends the connection. */
  async close(): Promise<void> {
    if (this.#waiting.count > 0 || this.#deadlines.pending > 0) {
      await new Promise<void>((resolve) => {
        this.#onQuiet = resolve;
      });
    }
    this.#deadlines.stop();
    await this.#dialer.close();
  }

  #perform<T>(what: string, payload: Payload, work: (wire: Wire) => Promise<T>): Promise<T> {
    if (this.#dialer.state !== "ready") return this.#wait(what, payload, work);
    let reply: Promise<T>;
    try {
      reply = work(this.#wire);
    } catch (error) {
      // What cannot even be written, such as a string that is too long, is the caller's mistake.
      return Promise.reject(error);
    }
    this.#deadlines.sent();
    return reply.then(
      (value) => {
        this.#answered();
        return value;
      },
      (error: unknown) => {
        this.#answered();
        throw this.#failure(what, error);
      },
    );
  }

  #wait<T>(what: string, payload: Payload, work: (wire: Wire) => Promise<T>): Promise<T> {
    if (this.#dialer.state === "idle") this.#dialer.dial();
    if (this.#dialer.state === "away") {
      return Promise.reject(this.#failures.unreachable(what, this.#dialer.trouble));
    }
    if (this.#waiting.isFull) return Promise.reject(this.#failures.crowded(what, this.#waiting.count));
    return new Promise((resolve, reject) => {
      this.#waiting.add(payload, {
        start: () => resolve(this.#perform(what, payload, work)),
        reject: (cause) => reject(this.#failures.unreachable(what, cause)),
      });
    });
  }

  /** In the order of the calls, and before any that is made from now on. */
  #startWaiting(): void {
    this.#late = 0;
    for (const { start } of this.#waiting.takeAll()) start();
  }

  #down(): void {
    this.#deadlines.stop();
    if (this.#dialer.state !== "away") return;
    this.#outages.down(this.#dialer.trouble);
    for (const { reject } of this.#waiting.takeAll()) reject(this.#dialer.trouble);
    this.#tellQuiet();
  }

  #giveUp(commands: number): void {
    this.#late = commands;
    this.#dialer.drop(new Error("an earlier command had no reply within SOCKET_TIMEOUT"));
  }

  #answered(): void {
    this.#deadlines.answered();
    if (this.#onQuiet !== undefined) this.#tellQuiet();
  }

  #tellQuiet(): void {
    if (this.#waiting.count === 0 && this.#deadlines.pending === 0) this.#onQuiet?.();
  }

  #failure(what: string, reason: unknown): Error {
    const error = scrub(reason);
    if (this.#wire.isReply(error)) {
      this.#handle.refused?.(error);
      return this.#failures.refused(what, error);
    }
    if (this.#wire.wasNotSent(error)) return this.#failures.unreachable(what, error);
    if (this.#late > 0) {
      this.#late -= 1;
      return this.#failures.late(what);
    }
    // Once the connection has ended, the dialer knows better why than the driver's flush of its queue.
    return this.#failures.lost(what, this.#dialer.state === "ready" ? error : this.#dialer.trouble);
  }

  /** A refusal stands in the place of its reply. Where the connection was lost before the first reply, all have failed. */
  #sort(what: string, commands: readonly Command[], answers: (Reply | Error)[]): (Reply | Error)[] {
    if (!answers.some(isError)) return answers;
    let lost: Error | undefined;
    let anyReply = false;
    const sorted = answers.map((answer, index) => {
      const isLost = isError(answer) && !this.#wire.isReply(answer);
      if (isLost) {
        lost ??= this.#failure(what, answer);
        return lost;
      }
      anyReply = true;
      return isError(answer) ? this.#failure(commands[index]?.[0] as string, answer) : answer;
    });
    if (lost !== undefined && !anyReply) throw lost;
    return sorted;
  }
}

function isError(answer: Reply | Error): answer is Error {
  return answer instanceof Error;
}
