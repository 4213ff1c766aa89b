import { setTimeout as sleep } from "node:timers/promises";
import type { Change, Key, Timeout, UpdateCommands, UpdateOptions } from "@coffer/cache-core";
import { show, UpdateConflict } from "@coffer/cache-core";
import { checkInteger, milliseconds, TIMEOUT, timeoutOptions } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { REPLACE } from "./scripts.js";
import { checkNoCycle, isNested, runChange } from "./update-nesting.js";

const UPDATE: ReadonlySet<string> = new Set([...TIMEOUT, "attempts"]);
const ATTEMPTS = 32;
/** The longest wait before another attempt, in milliseconds. */
const LONGEST_WAIT = 50;

interface Target {
  readonly redisKey: string;
  /** In milliseconds, `null` for never; undefined: the time left stays. */
  readonly timeout: number | null | undefined;
}

interface Update<T> extends Target {
  readonly change: Change<T>;
  readonly attempts: number;
}

/** Changes a value by compare and set. */
export const updates: UpdateCommands & ThisType<Entries> = {
  async update<T>(key: Key, change: Change<T>, options?: Timeout | UpdateOptions): Promise<T | undefined> {
    const given = timeoutOptions<UpdateOptions>(options, UPDATE);
    const redisKey = this.keyspace.make(key, given);
    if (typeof change !== "function") throw new TypeError(`change must be a function, got ${show(change)}`);
    const update: Update<T> = {
      redisKey,
      change,
      timeout: given?.timeout === undefined ? undefined : milliseconds(given.timeout, null),
      attempts: given?.attempts === undefined ? ATTEMPTS : checkInteger(given.attempts, "attempts", 1),
    };
    checkNoCycle(this, redisKey);
    const work = () => attemptAll(this, update);
    // An update called by another change does not queue: two that update each other's key would deadlock.
    return this.gate.during(() => (isNested() ? work() : this.updates.exclusively([redisKey], work)));
  },
};

async function attemptAll<T>(client: Entries, update: Update<T>): Promise<T | undefined> {
  const { redisKey, attempts } = update;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await sleep(Math.random() * Math.min(LONGEST_WAIT, 2 ** attempt));
    const stored = await read(client, redisKey, attempt > 0);
    const known = stored === undefined ? undefined : await client.decodeEntry(stored, redisKey, "get");
    const value = await runChange(client, redisKey, () => update.change(known as T | undefined));
    if (value === undefined) return undefined;
    const encoded = await client.codec.encode(value, redisKey);
    // A value that readers treat as missing, such as a logically expired one, is replaced by a new one.
    const isNew = stored === undefined || known === undefined;
    const isStored = isNew
      ? await client.writeEntry(redisKey, encoded, client.lifeOf(newTimeout(client, update)), "NX", "caller")
      : await replace(client, update, stored, encoded);
    if (isStored) return value;
  }
  throw new UpdateConflict(redisKey, attempts);
}

function newTimeout(client: Entries, { timeout }: Target): number | null {
  return timeout === undefined ? client.context.timeout : timeout;
}

/**
 * A batch of reads treats another type as a missing key. A single GET reports it, so that it is not taken for a
 * conflict.
 */
async function read(client: Entries, redisKey: string, alone: boolean): Promise<Buffer | undefined> {
  if (!alone) return client.storedAt(redisKey);
  const group = client.topology.groupOf(redisKey);
  const reply = await client.topology.laneFor(group, true).send("GET", [redisKey], [redisKey], group);
  return (reply as Buffer | null) ?? undefined;
}

async function replace(
  client: Entries,
  { redisKey, timeout }: Target,
  stored: Buffer,
  encoded: string | Buffer,
): Promise<boolean> {
  const args = [stored, client.withPayload(encoded, stored)];
  if (timeout === undefined) return isReplaced(client, redisKey, args);
  // With a header, the expiry in Redis is only a part of the value's lifetime: its layer sets both, in a separate
  // step.
  const hasHeader = client.payloadOf(stored).length !== stored.length;
  if (!hasHeader || (timeout !== null && timeout <= 0)) {
    return isReplaced(client, redisKey, [...args, timeout === null ? "" : Math.max(0, timeout)]);
  }
  if (!(await isReplaced(client, redisKey, args))) return false;
  await client.touchEntry(redisKey, timeout);
  return true;
}

async function isReplaced(
  client: Entries,
  redisKey: string,
  args: readonly (string | number | Buffer)[],
): Promise<boolean> {
  const reply = await client.runScript(REPLACE, [redisKey], args);
  return client.context.statistics.countWrite(reply !== 0);
}
