import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";
import { detached } from "@coffer/cache-core";
import type { DriverAdapter } from "../driver/driver-adapter.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import { scrub } from "../errors/scrub.js";
import type { DriverOptions } from "../settings/driver-options.js";
import { backoff } from "../time/backoff.js";
import { Deadline } from "../time/deadline.js";

/** `connecting`: calls wait for the attempt. `down`: calls fail at once, while attempts continue in the background. */
type ReconnectorState = "idle" | "connecting" | "ready" | "down";

interface ReconnectorEvents {
  /**
   * The setup of each connection before it is up, also within `SOCKET_CONNECT_TIMEOUT`. If it rejects, the connection
   * is closed, and another one created after a while.
   */
  prepare?(): Promise<void>;
  /** The server has answered. */
  up(): void;
  /** The connection has ended, or an attempt has failed. The state says whether calls must wait. */
  down(): void;
}

/** Errors in reply to PING of a server that works: this user may not send it, or the server cannot execute it at this moment. */
const REFUSES_PING = /^(NOPERM|BUSY|MASTERDOWN|MISCONF|READONLY)\b/;

/**
 * Milliseconds after which a connection counts as stable. One that breaks sooner does not prove that the server
 * works.
 */
const STABLE_AFTER = 1000;

/**
 * Connects the driver, reconnects it whenever the connection is lost, and tracks whether the server can be reached.
 */
export class Reconnector {
  state: ReconnectorState = "idle";
  /** Why the last connection or attempt ended. */
  trouble: Error = new Error("it has not been connected");
  readonly #adapter: DriverAdapter;
  readonly #endpoint: Endpoint;
  readonly #events: ReconnectorEvents;
  readonly #secrets: readonly string[];
  #attempt: Deadline | undefined;
  #retry: NodeJS.Timeout | undefined;
  #driverError: Error | undefined;
  #failures = 0;
  #upSince = 0;
  #isReplacing = false;
  #closed = false;

  constructor(adapter: DriverAdapter, endpoint: Endpoint, events: ReconnectorEvents) {
    this.#adapter = adapter;
    this.#endpoint = endpoint;
    this.#events = events;
    this.#secrets = secretsOf(endpoint.driverOptions);
    adapter.listen({
      ready: () => this.#check(),
      ended: () => this.#ended(),
      error: (error) => this.#note(scrub(error, this.#secrets)),
    });
  }

  /** Makes the first attempt. */
  connect(): void {
    this.state = "connecting";
    detached(() => this.#open());
  }

  /** Closes a connection whose replies cannot be trusted. */
  discard(cause: Error): void {
    detached(() => this.#fail(cause));
  }

  /**
   * Starts to replace a working connection. From now on calls wait for the next connection; once the pending commands
   * are answered, `drained` must be called.
   * @returns false for a connection that is not stable yet, since a server that keeps rejecting would be reconnected
   * for each rejection.
   */
  replace(cause: Error): boolean {
    if (this.state !== "ready" || !this.#isStable) return false;
    this.trouble = cause;
    this.state = "connecting";
    this.#isReplacing = true;
    return true;
  }

  /** Closes the connection if it is being replaced. */
  drained(): void {
    if (this.#isReplacing) this.#adapter.disconnect();
  }

  /** Closes for good. Leaves no socket and no timer. */
  close(): Promise<void> {
    this.#closed = true;
    this.#stopTimers();
    return new Promise((resolve) => {
      // A driver that never reports its end must not keep the application from ending.
      const guard = setTimeout(resolve, STABLE_AFTER);
      this.#adapter.close().then(() => {
        clearTimeout(guard);
        resolve();
      });
    });
  }

  #open(): void {
    this.#driverError = undefined;
    this.#startAttempt();
    this.#adapter.open();
  }

  #startAttempt(): void {
    const { connectTimeout } = this.#endpoint;
    this.#attempt = new Deadline(connectTimeout, () => {
      this.#fail(new Error(`no answer within ${connectTimeout / 1000} s (SOCKET_CONNECT_TIMEOUT)`));
    });
  }

  /**
   * Checks a connection that the driver reports as ready: drivers ignore a rejected SELECT, and the server may still
   * be loading.
   */
  async #check(): Promise<void> {
    if (this.#closed || this.state === "ready" || this.#adapter.broken) return;
    // The application has connected the driver's object itself.
    if (this.state === "idle") this.state = "connecting";
    if (this.#attempt === undefined) {
      this.#stopTimers();
      this.#startAttempt();
    }
    const attempt = this.#attempt;
    const { clientName } = this.#endpoint;
    if (clientName !== undefined)
      this.#adapter.sender.call("CLIENT", ["SETNAME", clientName]).catch(() => {});
    try {
      await this.#adapter.sender.call("PING", []);
    } catch (cause) {
      const error = scrub(cause, this.#secrets);
      if (attempt !== this.#attempt) return;
      // An error that is not a reply belongs to the end of the connection, which has its own event.
      if (!this.#adapter.sender.isReply(error)) return;
      if (!REFUSES_PING.test(error.message)) return this.#fail(this.#driverError ?? error);
    }
    try {
      if (attempt === this.#attempt) await this.#events.prepare?.();
    } catch (cause) {
      // If the connection has ended meanwhile, that has its own event.
      if (attempt === this.#attempt) this.#fail(scrub(cause, this.#secrets));
      return;
    }
    if (attempt !== this.#attempt || this.#closed) return;
    this.#stopTimers();
    this.#failures = 0;
    this.#driverError = undefined;
    this.#upSince = performance.now();
    this.state = "ready";
    this.#events.up();
  }

  #note(error: Error): void {
    // Of several rejections, that of AUTH is the cause; NOAUTH only follows from it.
    const follows = this.#driverError !== undefined && error.message.startsWith("NOAUTH");
    if (!follows) this.#driverError = error;
    const refused = this.#adapter.sender.isReply(error) && !error.message.startsWith("NOAUTH");
    if (this.#attempt !== undefined && refused) this.#fail(error);
  }

  get #isStable(): boolean {
    return performance.now() - this.#upSince >= STABLE_AFTER;
  }

  #fail(cause: Error): void {
    this.#stopTimers();
    this.#isReplacing = false;
    this.trouble = cause;
    this.state = "down";
    this.#disconnect();
    this.#events.down();
  }

  #disconnect(): void {
    if (this.#adapter.ended) this.#scheduleAttempt();
    else this.#adapter.disconnect();
  }

  #ended(): void {
    if (this.#closed || this.state === "idle") return;
    // A stable connection may end for a harmless reason, such as the server's idle timeout: calls wait for one
    // attempt.
    const isExpectedBack = this.#isReplacing || (this.state === "ready" && this.#isStable);
    this.#isReplacing = false;
    if (this.state !== "down" || this.#attempt !== undefined) {
      this.trouble = this.#driverError ?? new Error("the server closed the connection");
    }
    this.#stopTimers();
    if (isExpectedBack) {
      this.state = "connecting";
      this.#open();
    } else {
      this.state = "down";
      this.#scheduleAttempt();
    }
    this.#events.down();
  }

  #scheduleAttempt(): void {
    if (this.#retry !== undefined || this.#closed) return;
    this.#retry = setTimeout(
      () => {
        this.#retry = undefined;
        this.#open();
      },
      backoff(this.#failures, this.trouble),
    );
    // Only a socket keeps the process alive; between attempts no call waits.
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

/** The passwords among the options. A server may repeat them in the error of a refused command. */
export function secretsOf(options: DriverOptions): string[] {
  return Object.entries(options).flatMap(([name, value]) =>
    /password/i.test(name) && typeof value === "string" && value !== "" ? [value] : [],
  );
}
