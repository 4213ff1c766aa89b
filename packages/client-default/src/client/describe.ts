import type { EntryDescription, VersionOption } from "@coffer/cache-core";
import { headOf, NEVER } from "../entry/head.js";
import { wallClock } from "../entry/wall-clock.js";
import { readTagBlock } from "../tags/tag-block.js";
import type { Entries } from "./entries.js";

const MISSING = -2;

/** Describes a key on the server that takes its writes. Two commands of one batch: GET and PTTL. */
export async function describe(
  client: Entries,
  redisKey: string,
  options: VersionOption | undefined,
): Promise<EntryDescription | undefined> {
  const group = client.topology.groupOf(redisKey);
  const lane = client.topology.laneFor(group, true);
  const [stored, reply] = await Promise.all([
    client.storedAt(redisKey),
    lane.send("PTTL", [redisKey], [redisKey], group),
  ]);
  const left = Number(reply);
  // The key may have disappeared between the two.
  if (stored === undefined || left === MISSING) return undefined;
  const head = headOf(stored);
  const now = wallClock();
  const kept = left < 0 ? null : left;
  const good = client.timeLeft(stored, kept);
  const after = (milliseconds: number | null) =>
    milliseconds === null ? null : new Date(now + milliseconds);
  return {
    storedAt: head === undefined ? undefined : new Date(head.stored),
    // An expired entry has no time left, but its head says since when.
    expiresAt: head === undefined || head.expires === NEVER ? after(good) : new Date(head.expires),
    keptUntil: after(kept),
    tags: head === undefined ? [] : tagsOf(client, head.tags, options),
    size: stored.length,
    isCurrent: await client.isCurrent(stored),
  };
}

/** The names of tags; for tags of another version, their Redis keys. */
function tagsOf(client: Entries, block: string, options: VersionOption | undefined): string[] {
  const { keys } = client.context;
  return [...readTagBlock(block).keys()].map((tag) => keys.reverse(tag, options)).sort();
}
