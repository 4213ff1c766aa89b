import type { Load } from "@coffer/cache-core";

/** What a loader receives if nothing is stored: its decisions have no effect. */
export function dummyLoad(key: string): Load {
  return {
    key,
    signal: new AbortController().signal,
    previous: undefined,
    timeout: null,
    stale: 0,
    grace: 0,
    tag() {},
    skip: (value) => value,
  };
}
