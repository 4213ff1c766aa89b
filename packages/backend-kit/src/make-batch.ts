import { setImmediate } from "node:timers";
import { type Batch, type BatchOptions, type Cache, show, toMilliseconds } from "@coffer/cache-core";
import { finder } from "./loaded-by-id.js";

/** The requests of one turn of the event loop. */
interface Turn<Id, T> {
  /** By key: ids with the same key are one id. */
  readonly ids: Map<string, Id>;
  readonly values: Promise<ReadonlyMap<string, T>>;
}

/** `cache.batch` for every backend, implemented with `getOrSetMany`. */
export function makeBatch<Id, T>(
  cache: Pick<Cache, "getOrSetMany" | "makeKey">,
  given: BatchOptions<Id, T>,
): Batch<Id, T> {
  const { key: keyOf, load, tags, ...options } = checked(given);
  let open: Turn<Id, T> | undefined;

  const begin = (): Turn<Id, T> => {
    const ids = new Map<string, Id>();
    const idOf = (key: string) => ids.get(key) as Id;
    const loadMissing: Parameters<typeof cache.getOrSetMany<T, string>>[1] = async (missing, how) => {
      const find = finder(await load(missing.map(idOf), how));
      return missing.flatMap((key): [string, T][] => {
        const value = find(idOf(key));
        return value === undefined ? [] : [[key, value]];
      });
    };
    const tagsOf = typeof tags === "function" ? (key: string) => tags(idOf(key)) : tags;
    const values = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      open = undefined;
      return cache.getOrSetMany(ids.keys(), loadMissing, { ...options, tags: tagsOf });
    });
    return { ids, values };
  };

  return {
    async get(id) {
      const key = keyOf(id);
      // An invalid key rejects its own caller, and not all of the turn.
      cache.makeKey(key);
      open ??= begin();
      if (!open.ids.has(key)) open.ids.set(key, id);
      return (await open.values).get(key);
    },
  };
}

function checked<Id, T>(options: BatchOptions<Id, T>): BatchOptions<Id, T> {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`batch: options must be an object with key and load, got ${show(options)}`);
  }
  for (const name of ["key", "load"] as const) {
    if (typeof options[name] !== "function") {
      throw new TypeError(`batch: ${name} must be a function, got ${show(options[name])}`);
    }
  }
  for (const name of ["fresh", "expiresAt"]) {
    if (name in options) throw new TypeError(`batch: ${name} cannot be an option for all calls`);
  }
  if (options.timeout !== undefined) toMilliseconds(options.timeout);
  return options;
}
