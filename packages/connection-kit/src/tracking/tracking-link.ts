import {
  codeOf,
  type Reply,
  type Tracking,
  type TrackingOptions,
  type TrackingState,
} from "@coffer/cache-core";
import type { DriverAdapter } from "../driver/driver-adapter.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import { Failures } from "../errors/failures.js";
import { Reconnector } from "../shared-connection/reconnector.js";
import { arm } from "./arm.js";
import { Heartbeat } from "./heartbeat.js";
import { ping } from "./ping.js";

/**
 * How long an answer may be pending, in multiples of SOCKET_TIMEOUT and of `every`. Long, since a busy server
 * continues later, and nothing needs to be forgotten then; meanwhile `proof` does not advance.
 */
const PATIENCE = 5;

/** A link by which a server reports changed keys. */
export class TrackingLink implements Tracking {
  readonly #adapter: DriverAdapter;
  readonly #endpoint: Endpoint;
  readonly #options: TrackingOptions;
  readonly #failures: Failures;
  readonly #reconnector: Reconnector;
  #state: TrackingState = "disconnected";
  #proof = Number.NEGATIVE_INFINITY;
  /** When the commands were sent that armed this connection. */
  #armedAt = Number.NEGATIVE_INFINITY;
  #heartbeat: Heartbeat | undefined;
  /** Whether a failure has been reported since it was last armed, or created. */
  #hasFailed = false;
  #closing: Promise<void> | undefined;

  constructor(endpoint: Endpoint, adapter: DriverAdapter, options: TrackingOptions) {
    this.#adapter = adapter;
    this.#endpoint = endpoint;
    this.#options = options;
    this.#failures = new Failures(endpoint);
    this.#reconnector = new Reconnector(adapter, endpoint, {
      prepare: () => this.#arm(),
      up: () => this.#up(),
      down: () => this.#down(),
    });
    this.#reconnector.connect();
  }

  get state(): TrackingState {
    return this.#state;
  }

  get proof(): number {
    return this.#proof;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#disarm("disconnected");
    await this.#reconnector.close();
  }

  async #arm(): Promise<void> {
    const { where } = this.#endpoint;
    this.#armedAt = await arm(this.#adapter, where, this.#options.prefixes, (keys) => this.#onKeys(keys));
  }

  #up(): void {
    const { every } = this.#options;
    this.#state = "armed";
    this.#proof = this.#armedAt;
    this.#hasFailed = false;
    this.#heartbeat = new Heartbeat({
      ask: () => ping(this.#adapter.sender),
      every,
      patience: PATIENCE * Math.max(every, this.#endpoint.socketTimeout),
      received: () => this.#adapter.traffic?.received,
      answered: (sentAt) => {
        this.#proof = sentAt;
      },
      failed: (cause) => this.#reconnector.discard(cause),
    });
    this.#options.changed("armed");
  }

  /** Called for each attempt that fails, too. */
  #down(): void {
    const { trouble } = this.#reconnector;
    const isRefused = codeOf(trouble) === "ERR_REPLY";
    const state = isRefused ? "unsupported" : "disconnected";
    const isNews = state !== this.#state || !this.#hasFailed;
    this.#disarm(state);
    this.#hasFailed = true;
    if (!isNews || this.#closing !== undefined) return;
    this.#options.changed(
      state,
      isRefused ? trouble : this.#failures.unreachable("CLIENT TRACKING", trouble),
    );
  }

  #disarm(state: TrackingState): void {
    this.#heartbeat?.stop();
    this.#state = state;
    this.#proof = Number.NEGATIVE_INFINITY;
  }

  /** Reports before it is armed are ignored: nothing has been kept yet. */
  #onKeys(keys: Reply): void {
    if (this.#state !== "armed") return;
    this.#options.invalidated(Array.isArray(keys) ? keys.map(String) : null);
  }
}
