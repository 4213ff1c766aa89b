import { codeOf } from "@coffer/cache-core";

/** Replies of a server that takes no writes at present, as opposed to those that reject this write. */
const NOT_THIS_SERVER = /^(READONLY|LOADING|MASTERDOWN|MISCONF|NOREPLICAS|CLUSTERDOWN|OOM)\b/;

/** Whether this server certainly did not execute a write, so that another one may be tried. */
export function wasRefused(error: unknown): boolean {
  if (codeOf(error) === "ERR_UNREACHABLE") return true;
  const cause = codeOf(error) === "ERR_REPLY" ? (error as Error).cause : undefined;
  return cause instanceof Error && NOT_THIS_SERVER.test(cause.message);
}

/** In random order. */
export function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
