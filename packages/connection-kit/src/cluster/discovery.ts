import { performance } from "node:perf_hooks";
import { clearTimeout, setImmediate, setTimeout } from "node:timers";
import { setTimeout as pause } from "node:timers/promises";
import { backoff } from "../backoff.js";
import { scrub } from "../scrub.js";
import { SlotMap } from "./slot-map.js";
import type { Topology } from "./topology.js";

export interface DiscoverySettings {
  readonly topology: Topology;
  /** What no message may show. */
  readonly secrets: readonly string[];
  /** Finds out why it failed, where the driver's error does not say: that a connection is closed is all that ioredis lets out. */
  explain(error: Error): Promise<Error>;
  /** Milliseconds that finding the cluster may take. */
  readonly timeout: number;
  /** What is found takes the place of what was known. */
  adopt(found: SlotMap): void;
  /** Resolves once a node answers, or is of no concern any more. */
  probe(address: string): Promise<unknown>;
}

/** Milliseconds between two looks in the background, however often nodes say that a slot has moved. */
const INTERVAL = 100;

/** Finds out who serves what, and looks again, in the background, for as long as there is trouble. */
export class Discovery {
  /** Why the last attempt failed; undefined where it did not. */
  trouble: Error | undefined;
  readonly #settings: DiscoverySettings;
  /** Nodes with which something is wrong, and whether they are being probed. */
  readonly #suspects: Map<string, boolean> = new Map();
  readonly #closed = new AbortController();
  #running: Promise<void> | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #isWatching = false;

  constructor(settings: DiscoverySettings) {
    this.#settings = settings;
  }

  isSuspect(address: string): boolean {
    return this.#suspects.has(address);
  }

  /** Looks once; who calls while that is under way shares it. */
  look(): Promise<void> {
    this.#running ??= this.#attempt().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Looks at least once in the background and, where a node is named, until it answers or has no part in the cluster any more. */
  lookSoon(suspect?: string): void {
    if (suspect !== undefined && !this.#suspects.has(suspect)) this.#suspects.set(suspect, false);
    if (!this.#isWatching) void this.#watch();
  }

  close(): void {
    this.#closed.abort();
    this.#settings.topology.close();
  }

  async #attempt(): Promise<void> {
    const { topology, secrets, timeout, adopt } = this.#settings;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`no answer within ${timeout / 1000} s (SOCKET_CONNECT_TIMEOUT)`));
        topology.abandon();
      }, timeout);
    });
    try {
      const found = await Promise.race([this.#find(), late]);
      if (this.#closed.signal.aborted) throw new Error("it is being closed");
      this.trouble = undefined;
      adopt(found);
    } catch (error) {
      this.trouble = scrub(error, secrets);
      throw this.trouble;
    } finally {
      clearTimeout(timer);
      this.#lookedAt = performance.now();
    }
  }

  async #find(): Promise<SlotMap> {
    const { topology, explain } = this.#settings;
    try {
      const found = SlotMap.of(await topology.discover());
      if (found.masters.length === 0) throw new Error("no node has any slot");
      return found;
    } catch (error) {
      throw await explain(error as Error);
    }
  }

  async #watch(): Promise<void> {
    this.#isWatching = true;
    await this.#pause(this.#lookedAt + INTERVAL - performance.now());
    for (let failures = 0; !this.#closed.signal.aborted; failures += 1) {
      const found = await this.look().then(
        () => true,
        () => false,
      );
      for (const [address, isProbed] of this.#suspects) if (!isProbed) this.#probe(address);
      // What answers at once is no reason to look again.
      await new Promise((resolve) => setImmediate(resolve));
      if (found && this.#suspects.size === 0) break;
      await this.#pause(backoff(failures, this.trouble));
    }
    this.#isWatching = false;
  }

  async #pause(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    await pause(milliseconds, undefined, { ref: false, signal: this.#closed.signal }).catch(() => {});
  }

  #probe(address: string): void {
    this.#suspects.set(address, true);
    this.#settings.probe(address).then(
      () => this.#suspects.delete(address),
      () => this.#suspects.has(address) && this.#suspects.set(address, false),
    );
  }
}
