import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf } from "@coffer/cache-core";
import { reason } from "../errors/reason.js";
import { backoff } from "../time/backoff.js";
import { Deadline } from "../time/deadline.js";
import { firstAnswer } from "../time/first-answer.js";
import type { SlotMap } from "./slot-map.js";

export interface DiscoverySettings {
  /** The nodes to ask, best first. */
  nodes(): readonly string[];
  /** Asks a node which nodes serve which slots. */
  ask(address: string): Promise<SlotMap>;
  /** Milliseconds that finding the cluster may take. */
  readonly timeout: number;
  /** Called with the map that was found. */
  adopt(found: SlotMap): void;
  /** Resolves once a node answers, or is no longer part of the cluster. */
  probe(address: string): Promise<unknown>;
}

/** Minimum milliseconds between two refreshes in the background, however often nodes reply that a slot has moved. */
const INTERVAL = 100;

/** How many nodes a message names. */
const SHOWN = 3;

/** Finds out which nodes serve which slots, and refreshes that in the background until no node fails. */
export class Discovery {
  /** Why the last refresh failed; undefined if it succeeded. */
  trouble: Error | undefined;
  readonly #settings: DiscoverySettings;
  /** Nodes that have failed, and whether they are being probed. */
  readonly #suspects: Map<string, boolean> = new Map();
  readonly #closed = new AbortController();
  #running: Promise<void> | undefined;
  #refreshedAt = Number.NEGATIVE_INFINITY;
  #isWatching = false;

  constructor(settings: DiscoverySettings) {
    this.#settings = settings;
  }

  isSuspect(address: string): boolean {
    return this.#suspects.has(address);
  }

  /** Refreshes once; calls at the same time share it. */
  refresh(): Promise<void> {
    this.#running ??= this.#attempt().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /**
   * Refreshes in the background, at least once and, if a node is named, until it answers or is no longer part of the
   * cluster.
   */
  refreshSoon(suspect?: string): void {
    if (suspect !== undefined && !this.#suspects.has(suspect)) this.#suspects.set(suspect, false);
    if (!this.#isWatching) void this.#watch();
  }

  close(): void {
    this.#closed.abort();
  }

  async #attempt(): Promise<void> {
    const { timeout, adopt } = this.#settings;
    const asking = new AbortController();
    let deadline: Deadline | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new Error(`no answer within ${timeout / 1000} s (SOCKET_CONNECT_TIMEOUT)`);
      deadline = new Deadline(timeout, () => reject(error));
    });
    try {
      const found = await Promise.race([this.#find(asking.signal), late]);
      if (this.#closed.signal.aborted) throw new Error("the connection is being closed");
      this.trouble = undefined;
      adopt(found);
    } catch (error) {
      this.trouble = error as Error;
      throw error;
    } finally {
      deadline?.stop();
      asking.abort();
      this.#refreshedAt = performance.now();
    }
  }

  async #find(signal: AbortSignal): Promise<SlotMap> {
    const nodes = this.#settings.nodes();
    try {
      return await firstAnswer(nodes, this.#settings.ask, signal);
    } catch (error) {
      throw noNodeKnows(nodes, (error as AggregateError).errors);
    }
  }

  async #watch(): Promise<void> {
    this.#isWatching = true;
    await this.#pause(this.#refreshedAt + INTERVAL - performance.now());
    for (let failures = 0; !this.#closed.signal.aborted; failures += 1) {
      const found = await this.refresh().then(
        () => true,
        () => false,
      );
      for (const [address, isProbed] of this.#suspects) if (!isProbed) this.#probe(address);
      // A node that answers at once is no reason to refresh again.
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

/** An error with the answer of each node, or why it could not be asked. */
function noNodeKnows(nodes: readonly string[], errors: readonly Error[]): Error {
  // The outer error only says that CLUSTER SLOTS failed; its cause says why.
  const causes = errors.map((error) =>
    /^ERR_(UNREACHABLE|REPLY)$/.test(codeOf(error) ?? "") && error.cause instanceof Error
      ? error.cause
      : error,
  );
  const answers = causes.slice(0, SHOWN).map((cause, at) => `${nodes[at]}: ${reason(cause)}`);
  return new Error(`${answers.join("; ")}${causes.length > SHOWN ? "; ..." : ""}`, { cause: causes[0] });
}
