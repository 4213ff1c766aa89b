import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Runs work that belongs to no single caller, such as connecting or reporting an outage, outside of the async context of the
 * caller that triggered it. Otherwise the content of its AsyncLocalStorage, such as a request, would be kept as long
 * as the connection, and events that concern all callers would be attributed to it.
 */
export const detached: <T>(work: () => T) => T = AsyncLocalStorage.snapshot();
