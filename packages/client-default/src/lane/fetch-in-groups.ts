import type { Command, Connection, Reply } from "@coffer/cache-core";
import type { Answer, TimesLeft } from "./answer.js";
import { misshapen } from "./failure-of.js";

/**
 * Reads keys by one MGET for each group of them, in one write; the failure of a group is the answer for its keys.
 * @param groups of the keys, see `Topology.groupOf`; empty: all in one.
 * @param timesLeft the keys whose time left is requested, after their values: it receives the replies.
 */
export async function fetchInGroups(
  connection: Connection,
  keys: readonly string[],
  groups: readonly number[],
  timesLeft?: TimesLeft,
): Promise<Answer[]> {
  const byGroup = new Map<number | undefined, number[]>();
  for (let position = 0; position < keys.length; position++) {
    const group = groups[position];
    const positions = byGroup.get(group);
    if (positions === undefined) byGroup.set(group, [position]);
    else positions.push(position);
  }
  const parts = [...byGroup.values()];
  const commands = [...byGroup].map(
    ([group, positions]): Command => ["MGET", positions.map((position) => keys[position] as string), group],
  );
  const timed = timesLeft === undefined ? [] : askTimes(commands, keys, groups, timesLeft);
  const replies = await connection.sendMany(commands);
  const answers: Answer[] = new Array(keys.length);
  for (const [index, positions] of parts.entries()) {
    const reply = replies[index] as Answer;
    const isWhole = Array.isArray(reply) && reply.length === positions.length;
    const failure = reply instanceof Error ? reply : misshapen("MGET", reply);
    for (const [place, position] of positions.entries()) {
      answers[position] = isWhole ? (reply[place] as Reply) : failure;
    }
  }
  for (const [index, key] of timed.entries()) {
    const left = replies[parts.length + index];
    if (typeof left === "number") timesLeft?.set(key, left);
  }
  return answers;
}

/** Adds a command for each key whose time left is requested; returns these keys, in order. */
function askTimes(
  commands: Command[],
  keys: readonly string[],
  groups: readonly number[],
  timesLeft: TimesLeft,
): string[] {
  const timed: string[] = [];
  for (const [position, key] of keys.entries()) {
    if (!timesLeft.has(key)) continue;
    commands.push(["PTTL", [key], groups[position]]);
    timed.push(key);
  }
  return timed;
}
