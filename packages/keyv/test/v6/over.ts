import type { KeyvStore as KeyvStore5 } from "@coffer/keyv";
import type { KeyvStore } from "@coffer/keyv/v6";
import type { Caches } from "coffer";
import { Keyv, type KeyvOptions } from "keyv-v6";
import type { Started } from "../../../../test/fixtures/topologies.js";

/** What a Keyv 6 is tested over: the store for it, or that for Keyv 5, through a bridge. */
export interface Over {
  readonly started: () => Started;
  readonly store: (caches: Caches) => KeyvStore | KeyvStore5;
  /** What is between namespace and key in Redis. */
  readonly separator: ":" | "::";
}

/** A Keyv 6 with its own store, as two parts of an application have it. */
export function open({ started, store }: Over, options: Omit<KeyvOptions, "store"> = {}): Keyv {
  return new Keyv({ ...options, store: store(started().caches) });
}
