import type { Lane } from "../lane/lane.js";
import type { Topology } from "./topology.js";

/** The keys of a list that one lane serves. */
export interface LaneShare {
  /** Their positions in the list. */
  readonly positions: number[];
  readonly keys: string[];
  readonly groups: number[];
}

export function byLane(
  topology: Topology,
  redisKeys: readonly string[],
  write: boolean,
): Map<Lane, LaneShare> {
  const shares = new Map<Lane, LaneShare>();
  for (let position = 0; position < redisKeys.length; position++) {
    const key = redisKeys[position] as string;
    const group = topology.groupOf(key);
    const lane = topology.laneFor(group, write);
    let share = shares.get(lane);
    if (share === undefined) {
      share = { positions: [], keys: [], groups: [] };
      shares.set(lane, share);
    }
    share.positions.push(position);
    share.keys.push(key);
    share.groups.push(group);
  }
  return shares;
}

/** The keys by group. The first group contains the first key, at its start. */
export function byGroup<RedisKey extends string | Buffer>(
  topology: Topology,
  redisKeys: readonly RedisKey[],
): Map<number, RedisKey[]> {
  const groups = new Map<number, RedisKey[]>();
  for (const key of redisKeys) {
    const group = topology.groupOf(key);
    const keys = groups.get(group);
    if (keys === undefined) groups.set(group, [key]);
    else keys.push(key);
  }
  return groups;
}
