import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Does work that is not one caller's, such as connecting or reporting an outage, outside the context of the caller that caused it: what is
 * in its AsyncLocalStorage, a request for instance, would be kept as long as the connection, and be taken for the context of events that
 * concern all.
 */
export const detached: <T>(work: () => T) => T = AsyncLocalStorage.snapshot();
