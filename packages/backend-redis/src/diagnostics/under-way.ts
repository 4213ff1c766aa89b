import { AsyncLocalStorage } from "node:async_hooks";
import type { CommandMessage } from "@coffer/cache-core";

/** The command that is being traced, if one is. */
export const underWay: AsyncLocalStorage<CommandMessage> = new AsyncLocalStorage();

/** Puts the first error of its parts that is ignored into the message of a command, where subscribers listen. */
export function noteIgnored(error: unknown, operation: string): void {
  const message = underWay.getStore();
  // What is ignored as a whole is there as `error`, and its caller may be a loader of another command.
  if (message?.operation === operation) message.ignored ??= error;
}
