import type { Connection, Reply } from "@coffer/cache-core";
import type { Answer } from "./answer.js";
import { misshapen } from "./failure-of.js";

/**
 * Reads keys by one MGET for each group of them, in one write; the failure of a group is the answer of its keys.
 * @param groups of the keys, see `Topology.groupOf`.
 */
export async function fetchInGroups(
  connection: Connection,
  keys: readonly string[],
  groups: readonly number[],
): Promise<Answer[]> {
  const byGroup = new Map<number, number[]>();
  for (let position = 0; position < keys.length; position++) {
    const group = groups[position] as number;
    const positions = byGroup.get(group);
    if (positions === undefined) byGroup.set(group, [position]);
    else positions.push(position);
  }
  const parts = [...byGroup.values()];
  const replies = await connection.sendMany(
    [...byGroup].map(([group, positions]) => [
      "MGET",
      positions.map((position) => keys[position] as string),
      group,
    ]),
  );
  const answers: Answer[] = new Array(keys.length);
  for (const [index, positions] of parts.entries()) {
    const reply = replies[index] as Answer;
    const isWhole = Array.isArray(reply) && reply.length === positions.length;
    const failure = reply instanceof Error ? reply : misshapen("MGET", reply);
    for (const [place, position] of positions.entries()) {
      answers[position] = isWhole ? (reply[place] as Reply) : failure;
    }
  }
  return answers;
}
