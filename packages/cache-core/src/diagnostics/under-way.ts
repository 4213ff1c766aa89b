import { AsyncLocalStorage } from "node:async_hooks";
import type { CommandMessage } from "./command-channel.js";

/** The command that is being traced, if one is. */
export const underWay: AsyncLocalStorage<CommandMessage> = new AsyncLocalStorage();

/** Has the message of a command tell the first error of its parts that is ignored, where subscribers listen. */
export function tellIgnored(error: unknown, operation: string): void {
  const message = underWay.getStore();
  // What is ignored as a whole is told as `error`, and its caller may be a loader of another command.
  if (message?.operation === operation) message.ignored ??= error;
}
