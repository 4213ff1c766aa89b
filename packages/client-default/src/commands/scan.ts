import { isUtf8 } from "node:buffer";
import type { IterKeysOptions, ScanCommands, VersionOption } from "@coffer/cache-core";
import { checkOptions, VERSION } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import type { Lane } from "../lane/lane.js";
import { scanPages } from "../lane/scan-pages.js";
import type { Sweep } from "../lane/sweep.js";
import { onEach } from "./on-each.js";
import { pageSize } from "./page-size.js";

const ITER_KEYS: ReadonlySet<string> = new Set(["version", "itersize"]);

/** Finds keys by pattern. KEYS would block the server, so everything uses SCAN. */
export const scans: Pick<ScanCommands, "keys" | "iterKeys"> & ThisType<Entries> = {
  async keys(pattern: string, options?: VersionOption): Promise<string[]> {
    checkOptions(options, VERSION);
    const glob = this.keyspace.pattern(pattern, options);
    const count = pageSize(this, undefined, "itersize");
    const found = new Set<string>();
    await onEach(this, "keys", false, async (lane) => {
      for await (const key of keysOf(this, lane, glob, count, options)) found.add(key);
    });
    return [...found];
  },

  iterKeys(pattern: string, options?: IterKeysOptions): AsyncIterable<string> {
    const count = pageSize(this, checkOptions(options, ITER_KEYS)?.itersize, "itersize");
    const glob = this.context.keys.pattern(pattern, options);
    return keysOfAll(this, glob, count, options);
  },
};

async function* keysOfAll(
  client: Entries,
  glob: string,
  count: number,
  options: IterKeysOptions | undefined,
): AsyncIterable<string> {
  client.gate.check();
  const failures: unknown[] = [];
  for await (const lane of client.topology.oneByOne(false)) {
    try {
      yield* keysOf(client, lane, glob, count, options);
    } catch (error) {
      // The other servers have keys, too: the failure is thrown after these have been returned.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function* keysOf(
  client: Entries,
  lane: Lane,
  glob: string,
  count: number,
  options: VersionOption | undefined,
): AsyncIterable<string> {
  let sweeps: Sweep[] = [];
  const pages = scanPages(lane, glob, count, (underWay) => {
    sweeps = [...underWay];
  });
  for await (const page of pages) {
    for (const found of page) {
      // Keys of a cache are text, so other bytes are not one of them.
      if (!isUtf8(found)) continue;
      const redisKey = found.toString();
      // A key that is about to be deleted counts as missing.
      if (!sweeps.some((sweep) => sweep.awaits(redisKey)))
        yield client.context.keys.reverse(redisKey, options);
    }
  }
}
