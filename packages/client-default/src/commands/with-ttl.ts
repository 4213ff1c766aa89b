import type { ExpiryCommands, Key, Reply, ValueWithTtl, VersionOption } from "@coffer/cache-core";
import { checkOptions, VERSION } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { isOfAnotherType } from "../lane/fetch-all.js";

const MISSING = -2;
const NEVER = -1;

/** Reads a value with its time left. */
export const withTtl: Pick<ExpiryCommands, "getWithTtl"> & ThisType<Entries> = {
  getWithTtl<T>(key: Key, options?: VersionOption): Promise<ValueWithTtl<T> | undefined> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    const group = this.topology.groupOf(redisKey);
    const lane = this.topology.laneFor(group, false);
    // Both are sent with the writes of the turn, which are one batch of commands: MGET cannot return the time left.
    const ask = (command: "GET" | "PTTL") =>
      lane.write(redisKey, [command, [redisKey], group], redisKey.length, asItIs);
    const stored = ask("GET").catch(missingIfOfAnotherType);
    return Promise.all([stored, ask("PTTL")]).then(([bytes, left]) =>
      found<T>(this, redisKey, bytes as Buffer | null, left as number),
    );
  },
};

async function found<T>(
  client: Entries,
  redisKey: string,
  stored: Buffer | null,
  left: number,
): Promise<ValueWithTtl<T> | undefined> {
  // The key may have disappeared between the two.
  const isThere = stored !== null && left !== MISSING;
  const value = await client.context.statistics.countLookup(
    isThere ? client.decodeEntry(stored, redisKey, "get") : undefined,
  );
  if (!isThere || value === undefined) return undefined;
  return { value: value as T, ttl: client.timeLeft(stored, left === NEVER ? null : left) };
}

function missingIfOfAnotherType(error: unknown): null {
  if (isOfAnotherType(error)) return null;
  throw error;
}

function asItIs(reply: Reply): Reply {
  return reply;
}
