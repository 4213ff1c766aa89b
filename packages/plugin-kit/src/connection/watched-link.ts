import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectionFactory, Tracking, TrackingOptions, TrackingState } from "@coffer/cache-core";

/** Milliseconds: enough for a busy machine. */
const PATIENCE = 30_000;

interface WatchedLinkOptions extends Partial<Pick<TrackingOptions, "prefixes" | "every">> {
  readonly factory: ConnectionFactory;
  readonly url: string;
}

/** A link, and everything that it has reported. */
export class WatchedLink {
  readonly link: Tracking;
  /** In the order of the calls; null means all keys. */
  readonly invalidated: (string | null)[] = [];
  readonly changes: { readonly state: TrackingState; readonly reason: Error | undefined }[] = [];
  #calls = 0;

  constructor({ factory, url, prefixes = [""], every = 50 }: WatchedLinkOptions) {
    const link = factory.track?.(url, {
      prefixes,
      every,
      invalidated: (keys) => {
        this.#calls += 1;
        // Too many keys to spread into arguments.
        for (const key of keys ?? [null]) this.invalidated.push(key);
      },
      changed: (state, reason) => {
        this.#calls += 1;
        this.changes.push({ state, reason });
      },
    });
    assert.ok(link, "set capabilities: { tracking: false } for a factory without track");
    this.link = link;
  }

  /** How often the link has called back. */
  get calls(): number {
    return this.#calls;
  }

  get lastReason(): Error | undefined {
    return this.changes.at(-1)?.reason;
  }

  async until(what: string, holds: (link: this) => unknown): Promise<void> {
    const end = performance.now() + PATIENCE;
    while (!(await holds(this))) {
      assert.ok(
        performance.now() < end,
        `${what}: not within ${PATIENCE / 1000} s; the link is ${this.link.state} (${this.lastReason?.message})`,
      );
      await sleep(5);
    }
  }

  is(state: TrackingState): Promise<void> {
    return this.until(`the link is ${state}`, ({ link }) => link.state === state);
  }

  has(key: string | null): Promise<void> {
    return this.until(`${key} is reported`, ({ invalidated }) => invalidated.includes(key));
  }

  /** Resolves once all changes so far have been reported. */
  async settled(): Promise<void> {
    const now = performance.now();
    await this.until("the server has answered a later question", ({ link }) => link.proof > now);
  }
}
