import type { Cache, CacheSettings } from "@coffer/cache-core";
import { text } from "@coffer/plugin-kit/suite";
import { between } from "./between.js";
import type { ClientContext, Raw } from "./client-context.js";
import type { ServerGate } from "./server-gate.js";
import type { TestedClient } from "./tested-client.js";

/** Runs one case on an empty database and closes every cache that the case created. */
export async function aroundCase(
  options: TestedClient,
  gate: ServerGate,
  run: (context: ClientContext) => void | Promise<void>,
): Promise<void> {
  const { createCache, raw = noRaw, deadLocation = "redis://127.0.0.1:1/0" } = options;
  const opened: Cache[] = [];
  const create = async (settings: Partial<CacheSettings> = {}): Promise<Cache> => {
    const cache = await createCache(settings);
    opened.push(cache);
    return cache;
  };
  const createDead = (settings: Partial<CacheSettings> = {}): Promise<Cache> =>
    create({ ...settings, LOCATION: deadLocation });

  try {
    const cache = await create();
    await gate.check(cache);
    await (options.empty ?? (() => cache.clear()))();
    const commandsSentBy = async (work: () => unknown): Promise<number> => {
      // Open connections send no commands by themselves.
      await cache.client.ready();
      const before = await processed(raw);
      await work();
      return (await processed(raw)) - before;
    };
    const lives = async (key: string, seconds: number, of = cache): Promise<void> => {
      const most = options.capabilities?.exactExpiry === false ? Number.POSITIVE_INFINITY : seconds;
      between(await of.ttl(key), seconds - 10, most);
    };
    await run({ cache, create, createDead, raw, lives, commandsSentBy });
  } finally {
    await Promise.all(opened.map((each) => each[Symbol.asyncDispose]()));
  }
}

/** Commands that servers and sentinels send to each other all the time, and the INFO that reads the counters. */
const NOT_OF_CACHES = /^(info|ping|publish|psync|replconf)$/;

/** The sum over all servers in the reply. */
async function processed(raw: Raw): Promise<number> {
  const stats = String(text(await raw("INFO", "commandstats")));
  const counts = [...stats.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)];
  return counts.reduce(
    (sum, [, name = "", calls]) => sum + (NOT_OF_CACHES.test(name) ? 0 : Number(calls)),
    0,
  );
}

const noRaw: Raw = () =>
  Promise.reject(new Error('a case that uses raw must declare it: needing("raw", ...)'));
