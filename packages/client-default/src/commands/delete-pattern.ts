import { globTest } from "@coffer/backend-kit";
import type { DeletePatternOptions, ScanCommands } from "@coffer/cache-core";
import { show } from "@coffer/cache-core";
import { checkOptions } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import type { Lane } from "../lane/lane.js";
import { scanPages } from "../lane/scan-pages.js";
import { Sweep } from "../lane/sweep.js";
import { unlink } from "../lane/unlink.js";
import { byGroup } from "../topology/by-lane.js";
import { onEach } from "./on-each.js";
import { pageSize } from "./page-size.js";

const DELETE_PATTERN: ReadonlySet<string> = new Set([
  "version",
  "prefix",
  "itersize",
  "onProgress",
  "signal",
]);

interface Deletion extends Pick<DeletePatternOptions, "onProgress" | "signal"> {
  /** Which of the matching keys are meant; left out: all. */
  readonly isMeant?: (redisKey: string) => boolean;
}

/** Deleting keys by pattern (SCAN, UNLINK), or all of them. */
export const deletions: Pick<ScanCommands, "deletePattern" | "clear"> & ThisType<Entries> = {
  async deletePattern(pattern: string, options?: DeletePatternOptions): Promise<number> {
    const { itersize, onProgress, signal } = checkOptions(options, DELETE_PATTERN) ?? {};
    const count = pageSize(this, itersize, "itersize");
    checkHooks(onProgress, signal);
    const glob = this.keyspace.pattern(pattern, options);
    return this.changing(undefined, () => deleteAll(this, glob, count, { onProgress, signal }));
  },

  async clear(...unexpected: readonly never[]): Promise<void> {
    // An argument such as a version or a pattern would suggest that only some keys are deleted.
    if (unexpected.some((each) => each !== undefined)) {
      throw new TypeError(`clear takes no arguments, got ${show(unexpected[0])}: see deletePattern`);
    }
    const { keyspace } = this;
    if (keyspace.prefix === "") return flush(this);
    const glob = keyspace.patternOfPrefix();
    const count = pageSize(this, undefined, "itersize");
    const isMeant = (redisKey: string) => keyspace.owns(redisKey);
    await this.changing(undefined, () => deleteAll(this, glob, count, { isMeant }));
  },
};

async function flush(client: Entries): Promise<void> {
  await client.changing(undefined, () =>
    client.gate.during(() =>
      client.topology.onAll(true, async (lane) => {
        await client.writingOn(lane, (each) => each.send("FLUSHDB", []));
      }),
    ),
  );
}

async function deleteAll(
  client: Entries,
  glob: string,
  count: number,
  { isMeant, onProgress, signal }: Deletion,
): Promise<number> {
  const matches = byteGlobTest(glob);
  const sweep = new Sweep((redisKey) => matches(redisKey) && (isMeant?.(redisKey) ?? true));
  const isLeft = (redisKey: Buffer) => sweep.wasNamed(redisKey) || isMeant?.(redisKey.toString()) === false;
  const ends: (() => void)[] = [];
  const begin = (underWay: Set<Sweep>) => {
    underWay.add(sweep);
    ends.push(() => underWay.delete(sweep));
  };
  const work = async (lane: Lane) => {
    for await (const page of scanPages(lane, glob, count, begin)) {
      signal?.throwIfAborted();
      const meant = page.filter((redisKey) => !isLeft(redisKey));
      if (meant.length === 0) continue;
      const went = await unlink(lane, byGroup(client.topology, meant), []);
      // Added after the wait, since the other lanes count as well.
      sweep.deleted += went;
      onProgress?.(sweep.deleted);
    }
  };
  try {
    await onEach(client, "deletePattern", true, (lane) => client.writingOn(lane, work));
    await sweep.settled();
  } finally {
    for (const end of ends) end();
  }
  return sweep.deleted;
}

/** Matches bytes, of which a `?` stands for one, as the server does. */
function byteGlobTest(glob: string): (text: string) => boolean {
  const bytes = (text: string) => Buffer.from(text).toString("latin1");
  const matches = globTest(bytes(glob));
  return (text) => matches(bytes(text));
}

function checkHooks(onProgress: unknown, signal: unknown): void {
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new TypeError(`onProgress must be a function, got ${show(onProgress)}`);
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`signal must be an AbortSignal, got ${show(signal)}`);
  }
  (signal as AbortSignal | undefined)?.throwIfAborted();
}
