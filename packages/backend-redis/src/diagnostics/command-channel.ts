import { type TracingChannel, tracingChannel } from "node:diagnostics_channel";
import type { CommandMessage } from "@coffer/cache-core";

/**
 * Every command of every cache, by Node's convention for promises: `start`, `end`, `asyncStart` and `asyncEnd`, and `error` for those that
 * fail. Iterations last until their end.
 *
 * Both types are the same since the types of later versions of Node have them in the other order.
 */
export const commandChannel: TracingChannel<CommandMessage, CommandMessage> = tracingChannel<
  CommandMessage,
  CommandMessage
>("coffer:command");
