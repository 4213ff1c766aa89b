import { codeOf } from "@coffer/cache-core";

/** Replies by which a server says that it takes no writes now, not that it does not like this one. */
const NOT_THIS_SERVER = /^(READONLY|LOADING|MASTERDOWN|MISCONF|NOREPLICAS|CLUSTERDOWN|OOM)\b/;

/** Whether a write certainly was not executed by this server, so that another one may be asked. */
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
