import type { Load, PreviousValue } from "@coffer/cache-core";
import { jittered } from "../calls/arguments.js";
import type { Encoded } from "../entry/encoded.js";
import { headOf, seenOf } from "../entry/head.js";
import type { Life } from "../entry/life.js";
import { runLoader } from "../loading/load-cycle.js";
import { LoadOf } from "../loading/load-of.js";
import { keepsOld, lifeOf } from "../loading/load-plan.js";
import type { Loaded, LoadTask } from "../loading/load-task.js";
import { tagBlock } from "../tags/tag-block.js";
import type { Tags } from "../tags/tags.js";
import type { Kernel } from "./kernel.js";
import type { Seams, Unchanged } from "./seams.js";

/** How often a write is retried that other writers overtake. */
const MOST_TRIES = 4;

/** What a load needs from a client. */
export interface LoadHome
  extends Kernel,
    Pick<Seams, "isCurrent" | "payloadOf" | "writeEntry" | "invalidated"> {
  readonly tags: Tags;
  storedAt(redisKey: string): Promise<Buffer | undefined>;
  loadedFrom(stored: Buffer, redisKey: string): Promise<Loaded>;
}

/** Runs the loader of a task, and stores its result. */
export async function runTask(client: LoadHome, task: LoadTask): Promise<Loaded> {
  const { flight, plan, loader } = task;
  const [canStore, previous] = await Promise.all([
    plan.tags === undefined || secureTags(client, task, plan.tags),
    previousOf(client, task),
  ]);
  const load = new LoadOf(flight, plan, previous);
  // Its time was over before the loader's turn.
  if (flight.isAborted) throw flight.signal.reason;
  const value = typeof loader === "function" ? await counted(client, task, load) : await loader;
  if (value === undefined) return { value, bytes: undefined, outcome: "skipped" };
  const bytes = await client.codec.encode(value, flight.redisKey);
  const { isSkipped, late, stale, grace, ...decided } = load.decided(value);
  const timeout = jittered(decided.timeout, plan.jitter);
  if (isSkipped || !canStore || (timeout !== null && timeout <= 0))
    return { value, bytes, outcome: "skipped" };
  const lives = timeout === null ? Number.POSITIVE_INFINITY : timeout + Math.max(stale, grace);
  const tags = plan.tags === undefined ? "" : await tagsOf(client, task, late, lives);
  // The key, or a tag, was written meanwhile: the loaded value may be older.
  if (flight.isDead || tags === undefined) return { value, bytes, outcome: "superseded" };
  const life = lifeOf({ stale, grace, eager: plan.eager }, timeout, tags);
  const stored = await store(client, task, bytes, life);
  return typeof stored === "string" ? { value, bytes, outcome: stored } : stored;
}

async function counted(client: LoadHome, { flight, loader }: LoadTask, load: Load): Promise<unknown> {
  const { statistics } = client.context;
  try {
    const value = await runLoader(flight, () => (loader as (load: Load) => unknown)(load));
    statistics.countLoad(false);
    return value;
  } catch (error) {
    statistics.countLoad(true);
    throw error;
  }
}

/** The stale value, for the loader; undefined also if one of its tags was invalidated, or if it cannot be decoded. */
async function previousOf(
  client: LoadHome,
  { plan, found, flight }: LoadTask,
): Promise<PreviousValue<unknown> | undefined> {
  const head = found === undefined || !keepsOld(plan) ? undefined : headOf(found);
  if (found === undefined || head === undefined) return undefined;
  try {
    if (!(await client.tags.holds(head))) return undefined;
    const value = await client.codec.decode(client.payloadOf(found), flight.redisKey);
    return { value, storedAt: new Date(head.stored) };
  } catch {
    return undefined;
  }
}

/** The versions of the tags before the load; false if Redis does not answer and the cache ignores that. */
async function secureTags(
  client: LoadHome,
  { flight, plan }: LoadTask,
  tags: readonly string[],
): Promise<boolean> {
  // No await between the two: who finds that they were requested waits for them.
  flight.tagsAsked = client.loads.moment();
  try {
    const life = plan.timeout === null ? null : plan.timeout + Math.max(plan.stale, plan.grace);
    const read = Promise.all([client.tags.secure(tags, life), client.tags.last()]).then(
      ([versions, last]) => {
        flight.tags = versions;
        flight.lastInvalidation = last;
      },
    );
    flight.tagsKnown = read.catch(() => {});
    await read;
    return true;
  } catch (error) {
    client.context.ignoreOrThrow(error, "getOrSet");
    return false;
  }
}

/**
 * The tag block of a loaded value; undefined if a tag that the loader added was invalidated while it ran.
 * @param lives for how many milliseconds the value is kept.
 */
async function tagsOf(
  client: LoadHome,
  { flight, plan }: LoadTask,
  late: readonly string[],
  lives: number,
): Promise<string | undefined> {
  const before = flight.tags ?? new Map<string, string>();
  const added = plan.tagsOf(late).filter((tag) => !before.has(tag));
  const planned =
    plan.timeout === null ? Number.POSITIVE_INFINITY : plan.timeout + Math.max(plan.stale, plan.grace);
  if (added.length === 0 && lives <= planned) return tagBlock(before);
  try {
    // The versions that were known before must live as long as the value, too, which may be longer than planned.
    const now = await client.tags.secure([...before.keys(), ...added], Number.isFinite(lives) ? lives : null);
    const all = new Map(before);
    for (const tag of added) all.set(tag, now.get(tag) as string);
    flight.tags = all;
    const fresh = new Map(added.map((tag) => [tag, now.get(tag) as string]));
    if (client.tags.isAfter(fresh, flight.lastInvalidation)) return undefined;
    // A version that a reader created does not show earlier invalidations: the tag may have been invalidated while
    // the loader ran, and then evicted.
    const isUnsure = [...fresh.values()].some((version) => version.startsWith("0."));
    return isUnsure && (await client.tags.last()) !== flight.lastInvalidation ? undefined : tagBlock(all);
  } catch (error) {
    client.context.report(error, "getOrSet");
    return undefined;
  }
}

/**
 * Stores a loaded value, replacing what was found. Resolves to a value that another caller stored meanwhile, if it
 * can replace this one. If storing fails, the callers still get the value that they waited for.
 */
async function store(
  client: LoadHome,
  { flight, found, plan }: LoadTask,
  bytes: Encoded,
  life: Life,
): Promise<Loaded | "stored" | "skipped" | "superseded"> {
  const { redisKey } = flight;
  let when: "NX" | Unchanged | undefined =
    found !== undefined ? { seen: seenOf(found) } : plan.isFresh ? undefined : "NX";
  try {
    for (let tried = 0; tried < MOST_TRIES && !flight.isDead; tried++) {
      const condition = when;
      const write = () => client.writeEntry(redisKey, bytes, life, condition, "loader");
      if (await client.loads.storing(flight, write)) return "stored";
      if (flight.isDead) break;
      const knownAt = client.loads.moment();
      const theirs = await client.storedAt(redisKey);
      when = theirs === undefined ? "NX" : { seen: seenOf(theirs) };
      if (theirs === undefined || !(await client.isCurrent(theirs))) continue;
      // It may be the same value with a new timeout.
      if (plan.isFresh) break;
      try {
        return { ...(await client.loadedFrom(theirs, redisKey)), knownAt };
      } catch (error) {
        // An undecodable value must be replaced, otherwise every caller would load.
        client.context.report(error, "getOrSet");
      }
    }
  } catch (error) {
    client.context.report(error, "getOrSet");
    return "skipped";
  }
  return "superseded";
}
