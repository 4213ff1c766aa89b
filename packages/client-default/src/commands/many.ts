import type { AddOptions, AnyKey, Commands, Key, Timeout, VersionOption } from "@coffer/cache-core";
import {
  ADD,
  checkIterable,
  checkJitter,
  checkOptions,
  checkPairs,
  jittered,
  milliseconds,
  timeoutOptions,
  VERSION,
} from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { parts } from "../client/parts.js";
import { unlessRefused } from "../client/remove.js";
import { unlink } from "../lane/unlink.js";
import { byGroup, byLane } from "../topology/by-lane.js";
import { reportFailures } from "./report-failures.js";
import { tagging } from "./tagged-life.js";

type BulkCommands = Pick<Commands, "getMany" | "setMany" | "deleteMany">;

/** How many keys of a deletion Redis processes in one command, blocking others. */
const DELETE_AT_ONCE = 1000;

/** Commands on many values. */
export const bulk: BulkCommands & ThisType<Entries> = {
  async getMany<T = unknown, K extends Key = string>(
    keys: Iterable<K>,
    options?: VersionOption,
  ): Promise<Map<AnyKey<K>, T>> {
    checkOptions(options, VERSION);
    const wanted: AnyKey<K>[] = [];
    const redisKeys: string[] = [];
    for (const key of checkIterable(keys as Iterable<AnyKey<K>>, "keys", "keys")) {
      redisKeys.push(this.keyspace.make(key, options));
      wanted.push(key);
    }
    const found = (await this.readValues(redisKeys)) as (T | undefined)[];
    const all = new Map<AnyKey<K>, T>();
    for (const [position, value] of found.entries()) {
      if (value !== undefined) all.set(wanted[position] as AnyKey<K>, value);
    }
    return all;
  },

  async setMany<K extends Key = string>(
    entries: ReadonlyMap<K, unknown> | Iterable<readonly [K, unknown]> | Readonly<Record<string, unknown>>,
    options?: Timeout | AddOptions,
  ): Promise<K[]> {
    const given = timeoutOptions(options, ADD);
    const timeout = milliseconds(given?.timeout, this.context.timeout);
    const encoded = checkPairs<K, unknown>(entries, "entries", "a Map, an object or pairs [key, value]").map(
      ([key, value]) => {
        const redisKey = this.keyspace.make(key, given);
        return { key, redisKey, data: this.codec.encode(value, redisKey) };
      },
    );
    const jitter = given?.jitter === undefined ? this.jitter : checkJitter(given.jitter);
    const tagged = tagging(this, given, timeout);
    const outcomes = await Promise.allSettled(
      encoded.map(({ redisKey, data }) =>
        this.writeEntry(redisKey, data, tagged(this.lifeOf(jittered(timeout, jitter))), undefined, "caller"),
      ),
    );
    reportFailures(outcomes, this.context);
    return encoded.flatMap(({ key }, index) => (outcomes[index]?.status === "rejected" ? [key] : []));
  },

  async deleteMany(keys: Iterable<Key>, options?: VersionOption): Promise<number> {
    checkOptions(options, VERSION);
    // Each once: a key that is named twice counts once, as within one command.
    const redisKeys = new Set<string>();
    for (const key of checkIterable(keys, "keys", "keys")) redisKeys.add(this.keyspace.make(key, options));
    const counts = await parts(
      this.context,
      "deleteMany",
      [...byLane(this.topology, [...redisKeys], true).values()].flatMap((share) =>
        pagesOf(share.keys).map((page) => unlinkMany(this, page)),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  },
};

/** All pages are sent in this turn of the event loop, before later calls for their keys. */
function unlinkMany(client: Entries, redisKeys: readonly string[]): Promise<number> {
  const beside = redisKeys.flatMap((redisKey) => client.deletedWith(redisKey) ?? []);
  return client.writing(redisKeys, async (lane) => {
    const ask = (keys: readonly string[]) => unlink(lane, byGroup(client.topology, keys), keys);
    // The sibling keys first: they may be what allows a write to one of the keys.
    const gone = beside.length === 0 ? undefined : ask(beside).catch(unlessRefused);
    const [count] = await Promise.all([ask(redisKeys), gone]);
    return count;
  });
}

function pagesOf<T>(items: readonly T[]): T[][] {
  const pages: T[][] = [];
  for (let start = 0; start < items.length; start += DELETE_AT_ONCE) {
    pages.push(items.slice(start, start + DELETE_AT_ONCE));
  }
  return pages;
}
