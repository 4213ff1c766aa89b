import { type TracingChannel, tracingChannel } from "node:diagnostics_channel";
import type { CommandMessage } from "@coffer/cache-core";

/**
 * Publishes every command of every cache, with the events of Node's `TracingChannel` for promises: `start`, `end`, `asyncStart`, `asyncEnd`
 * and, if the command fails, `error`. For `iterKeys` and `sscanIter`, `asyncStart` and `asyncEnd` follow when the iteration ends.
 */
// Both type arguments are the same, since later types of Node have them in the other order.
export const commandChannel: TracingChannel<CommandMessage, CommandMessage> = tracingChannel<
  CommandMessage,
  CommandMessage
>("coffer:command");
