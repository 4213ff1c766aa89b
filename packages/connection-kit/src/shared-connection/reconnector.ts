import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";
import { detached } from "@coffer/cache-core";
import type { DriverOptions } from "../driver/driver.js";
import type { Handle } from "../driver/driver-adapter.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import { scrub } from "../errors/scrub.js";
import { backoff } from "../time/backoff.js";
import { Deadline } from "../time/deadline.js";

/** `connecting`: callers wait for the attempt; `away`: they do not, though attempts go on in the background. */
type DialerState = "idle" | "connecting" | "ready" | "away";

interface DialerEvents {
  /** The server has answered. */
  up(): void;
  /** The connection is gone, or an attempt has failed; the state says whether callers are to wait. */
  down(): void;
}

/** What a server says that is there for others, but not to be asked PING by this user or at this moment. */
const SERVES = /^(NOPERM|BUSY|MASTERDOWN|MISCONF|READONLY)\b/;

/** Milliseconds. A connection that breaks sooner has not shown that the server is well. */
const STABLE = 1000;

/** Connects the driver, and connects it again whenever the connection is lost; knows whether the server can be reached. */
export class Dialer {
  state: DialerState = "idle";
  /** Why the last connection or attempt came to its end. */
  trouble: Error = new Error("it has not been connected");
  readonly #handle: Handle;
  readonly #endpoint: Endpoint;
  readonly #events: DialerEvents;
  readonly #secrets: readonly string[];
  #attempt: Deadline | undefined;
  #retry: NodeJS.Timeout | undefined;
  #heard: Error | undefined;
  #failures = 0;
  #upSince = 0;
  #isLeaving = false;
  #closed = false;

  constructor(handle: Handle, endpoint: Endpoint, events: DialerEvents) {
    this.#handle = handle;
    this.#endpoint = endpoint;
    this.#events = events;
    this.#secrets = secretsOf(endpoint.driverOptions);
    handle.listen({
      ready: () => this.#greet(),
      ended: () => this.#ended(),
      error: (error) => this.#hear(scrub(error, this.#secrets)),
    });
  }

  /** Makes the first attempt. */
  dial(): void {
    this.state = "connecting";
    detached(() => this.#open());
  }

  /** Gives up a connection that is not to be trusted any more. */
  drop(cause: Error): void {
    detached(() => this.#fail(cause));
  }

  /**
   * Begins to leave a connection that works, to have another instead. From now on callers wait for that; once what is under way has been
   * answered, `left` is to be called. Returns false for a connection that is too young: a server that stays the same is not dialled
   * for each of its refusals.
   */
  leave(cause: Error): boolean {
    if (this.state !== "ready" || !this.#isStable) return false;
    this.trouble = cause;
    this.state = "connecting";
    this.#isLeaving = true;
    return true;
  }

  /** Hangs up a connection that is being left. */
  left(): void {
    if (this.#isLeaving) this.#handle.hangUp();
  }

  /** Ends for good. Leaves no socket and no timer behind. */
  close(): Promise<void> {
    this.#closed = true;
    this.#stopTimers();
    return new Promise((resolve) => {
      // A driver that does not say it has ended must not keep the application from ending.
      const guard = setTimeout(resolve, STABLE);
      this.#handle.close().then(() => {
        clearTimeout(guard);
        resolve();
      });
    });
  }

  #open(): void {
    this.#heard = undefined;
    this.#startAttempt();
    this.#handle.open();
  }

  #startAttempt(): void {
    const { connectTimeout } = this.#endpoint;
    this.#attempt = new Deadline(connectTimeout, () => {
      this.#fail(new Error(`no answer within ${connectTimeout / 1000} s (SOCKET_CONNECT_TIMEOUT)`));
    });
  }

  /** The driver is content. It is too early to be: it takes a refused SELECT lightly, and the server may be loading. */
  async #greet(): Promise<void> {
    if (this.#closed || this.state === "ready" || this.#handle.broken) return;
    // Somebody has connected the driver's object by hand.
    if (this.state === "idle") this.state = "connecting";
    if (this.#attempt === undefined) {
      this.#stopTimers();
      this.#startAttempt();
    }
    const attempt = this.#attempt;
    const { clientName } = this.#endpoint;
    if (clientName !== undefined) this.#handle.wire.call("CLIENT", ["SETNAME", clientName]).catch(() => {});
    try {
      await this.#handle.wire.call("PING", []);
    } catch (cause) {
      const error = scrub(cause, this.#secrets);
      if (attempt !== this.#attempt) return;
      // An error that is no reply comes with the end of the connection.
      if (!this.#handle.wire.isReply(error)) return;
      if (!SERVES.test(error.message)) return this.#fail(this.#heard ?? error);
    }
    if (attempt !== this.#attempt || this.#closed) return;
    this.#stopTimers();
    this.#failures = 0;
    this.#heard = undefined;
    this.#upSince = performance.now();
    this.state = "ready";
    this.#events.up();
  }

  #hear(error: Error): void {
    // Of several refusals that of AUTH says most; NOAUTH is what follows from it.
    const follows = this.#heard !== undefined && error.message.startsWith("NOAUTH");
    if (!follows) this.#heard = error;
    const refused = this.#handle.wire.isReply(error) && !error.message.startsWith("NOAUTH");
    if (this.#attempt !== undefined && refused) this.#fail(error);
  }

  get #isStable(): boolean {
    return performance.now() - this.#upSince >= STABLE;
  }

  #fail(cause: Error): void {
    this.#stopTimers();
    this.#isLeaving = false;
    this.trouble = cause;
    this.state = "away";
    this.#hangUp();
    this.#events.down();
  }

  #hangUp(): void {
    if (this.#handle.ended) this.#later();
    else this.#handle.hangUp();
  }

  #ended(): void {
    if (this.#closed || this.state === "idle") return;
    // A connection may end for reasons of its own, such as the server's idle timeout: one attempt tells.
    const isTrusted = this.#isLeaving || (this.state === "ready" && this.#isStable);
    this.#isLeaving = false;
    if (this.state !== "away" || this.#attempt !== undefined) {
      this.trouble = this.#heard ?? new Error("the server closed the connection");
    }
    this.#stopTimers();
    if (isTrusted) {
      this.state = "connecting";
      this.#open();
    } else {
      this.state = "away";
      this.#later();
    }
    this.#events.down();
  }

  #later(): void {
    if (this.#retry !== undefined || this.#closed) return;
    this.#retry = setTimeout(
      () => {
        this.#retry = undefined;
        this.#open();
      },
      backoff(this.#failures, this.trouble),
    );
    // The socket keeps the process alive; between attempts nobody waits for anything.
    this.#retry.unref();
    this.#failures += 1;
  }

  #stopTimers(): void {
    this.#attempt?.stop();
    clearTimeout(this.#retry);
    this.#attempt = undefined;
    this.#retry = undefined;
  }
}

/** Passwords, of the server and of its sentinels: what a server repeats of a refused command may have them in it. */
export function secretsOf(options: DriverOptions): string[] {
  return Object.entries(options).flatMap(([name, value]) =>
    /password/i.test(name) && typeof value === "string" && value !== "" ? [value] : [],
  );
}
