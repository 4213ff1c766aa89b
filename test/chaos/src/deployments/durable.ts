import type { ServerOptions } from "@coffer-internal/servers";

/** Servers that persist every acknowledged write, so that nothing may be missing after a kill. */
export const DURABLE: ServerOptions = { persistent: true, config: { appendfsync: "always" } };
