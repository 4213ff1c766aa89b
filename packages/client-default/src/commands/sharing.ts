import type { Entries } from "../client/entries.js";
import type { Flight } from "../loading/flight.js";
import type { LoadPlan } from "../loading/load-plan.js";
import type { Loaded } from "../loading/load-task.js";
import type { TagVersions } from "../tags/tag-block.js";

/**
 * Whether a load may answer a call: `yes`, `no`, or `if its tags hold` at its end. Before its end nobody knows which
 * tags its loader adds, and some tag was invalidated since it started.
 */
export type Sharing = "yes" | "no" | "if its tags hold";

/**
 * Whether a load may answer a call that started at `moment`. A load that started earlier may not if the call wants a
 * fresh value, or if a tag was invalidated in between.
 */
export async function sharingOf(
  client: Entries,
  flight: Flight<Loaded>,
  plan: LoadPlan,
  moment: number,
): Promise<Sharing> {
  if (flight.begun > moment) return "yes";
  if (plan.isFresh) return "no";
  if (!flight.mayHaveTags) return plan.tags === undefined ? "yes" : "no";
  if (flight.tagsAsked > moment) return "yes";
  await Promise.race([flight.tagsKnown, new Promise<void>((resolve) => flight.onDeath(resolve))]);
  const { tags, lastInvalidation } = flight;
  if (tags === undefined || flight.isDead) return "no";
  const [holds, last] = await Promise.all([hold(client, tags), ignoring(client, client.tags.last())]);
  if (!holds || last === undefined || flight.isDead) return "no";
  return last === lastInvalidation ? "yes" : "if its tags hold";
}

/** Whether no tag of a loaded value, including those that the loader added, was invalidated since its load started. */
export async function tagsStillHold(
  client: Entries,
  flight: Flight<Loaded>,
  loaded: Loaded,
): Promise<boolean> {
  // If it was not stored, a tag was invalidated during the load, or is unknown.
  if (loaded.outcome !== "stored" || flight.tags === undefined) return false;
  return hold(client, flight.tags);
}

/** Whether tags have these versions; false also if Redis does not answer and the cache ignores that. */
async function hold(client: Entries, tags: TagVersions): Promise<boolean> {
  const now = await ignoring(client, client.tags.read([...tags.keys()]));
  return now !== undefined && [...tags].every(([tag, version]) => now.get(tag) === version);
}

function ignoring<T>(client: Entries, reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error) => client.context.ignoreOrThrow(error, "getOrSet") as undefined);
}
