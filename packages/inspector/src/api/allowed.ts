import type { Command, Connection, Reply } from "@coffer/cache-core";
import { isNoPermission } from "../diagnosis/rights.js";

/**
 * The replies to commands, with an error for each failed one, such as for a key of another type.
 * @throws the first error for a missing right to a command: an incomplete list would look complete. Keys that the
 * user may not read are left out.
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
