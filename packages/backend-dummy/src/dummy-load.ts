import type { Load } from "@coffer/cache-core";

/** What a loader is given where nothing is stored: it may decide what it likes. */
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
