import type { Connection, Reply } from "@coffer/cache-core";
import type { Answer } from "./batch.js";
import { misshapen } from "./failure-of.js";

/** Reads keys by one MGET for each group of them, in one write; the failure of a group is the answer of its keys. */
export async function fetchInGroups(
  connection: Connection,
  keys: readonly string[],
  groupOf: (key: string) => unknown,
): Promise<Answer[]> {
  const groups = new Map<unknown, number[]>();
  for (let position = 0; position < keys.length; position++) {
    const id = groupOf(keys[position] as string);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [position]);
    else group.push(position);
  }
  const parts = [...groups.values()];
  const replies = await connection.sendMany(
    parts.map((positions) => ["MGET", positions.map((position) => keys[position] as string)]),
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
