import type { Cache, CacheSettings } from "@coffer/cache-core";
import { text } from "../suite/text.js";
import { between } from "./between.js";
import type { ClientContext, Raw } from "./client-context.js";
import type { ClientSuiteOptions } from "./client-suite.js";

/** Runs one case on an empty database and closes every cache that it made. */
export async function aroundCase(
  options: ClientSuiteOptions,
  run: (context: ClientContext) => void | Promise<void>,
): Promise<void> {
  const { createCache, raw = noRaw, deadLocation = "redis://127.0.0.1:1/0" } = options;
  const opened: Cache[] = [];
  const create = async (settings: Partial<CacheSettings> = {}): Promise<Cache> => {
    const made = await createCache(settings);
    opened.push(made);
    return made;
  };
  const createDead = (settings: Partial<CacheSettings> = {}): Promise<Cache> =>
    create({ ...settings, LOCATION: deadLocation });

  try {
    const cache = await create();
    await (options.empty ?? (() => cache.clear()))();
    const commandsSentBy = async (work: () => unknown): Promise<number> => {
      await cache.has("a connection that is open sends nothing of its own");
      const before = await processed(raw);
      await work();
      return (await processed(raw)) - before - 1; // less the INFO that looked
    };
    const lives = async (key: string, seconds: number, of = cache): Promise<void> => {
      const most = options.capabilities?.exactExpiry === false ? Number.POSITIVE_INFINITY : seconds;
      between(await of.ttl(key), seconds, most);
    };
    await run({ cache, create, createDead, raw, lives, commandsSentBy });
  } finally {
    await Promise.all(opened.map((each) => each[Symbol.asyncDispose]()));
  }
}

async function processed(raw: Raw): Promise<number> {
  const stats = String(text(await raw("INFO", "stats")));
  return Number(/^total_commands_processed:(\d+)/m.exec(stats)?.[1]);
}

const noRaw: Raw = () =>
  Promise.reject(new Error('a case that uses raw has to need it: needing("raw", ...)'));
