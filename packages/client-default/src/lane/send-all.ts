import type { Command, Connection } from "@coffer/cache-core";
import type { Answer } from "./answer.js";

/** Sends commands in one round trip, a single one without a batch. */
export function sendAll(connection: Connection, commands: readonly Command[]): Promise<readonly Answer[]> {
  const [first] = commands;
  if (commands.length > 1 || first === undefined) return connection.sendMany(commands);
  return connection.send(first[0], first[1]).then((reply) => [reply]);
}
