import type { Command, Connection, Reply } from "@coffer/cache-core";
import { isNoPermission } from "../diagnosis/rights.js";

/**
 * The replies to commands, with an error in place of those that failed, such as for a key of another type.
 * @throws the first error for want of the right to a command: a list without what could not be asked for would look complete. Keys that are
 * none of the user's are not in the list.
 */
export async function sendAllowed(
  connection: Connection,
  commands: readonly Command[],
): Promise<(Reply | Error)[]> {
  const replies = await connection.sendMany(commands);
  const refused = replies.find((reply) => isNoPermission(reply) && !/\bkeys?\b/.test(reply.message));
  if (refused !== undefined) throw refused;
  return replies;
}
