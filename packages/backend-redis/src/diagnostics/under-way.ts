import { AsyncLocalStorage } from "node:async_hooks";
import type { CommandMessage } from "@coffer/cache-core";

/** The command that is being traced, if one is. */
export const underWay: AsyncLocalStorage<CommandMessage> = new AsyncLocalStorage();

/** Adds the first ignored error of a command's parts to its message, if there are subscribers. */
export function noteIgnored(error: unknown, operation: string): void {
  const message = underWay.getStore();
  // An error of the whole command is in `error` already. The caller may be a loader within another command.
  if (message?.operation === operation) message.ignored ??= error;
}
