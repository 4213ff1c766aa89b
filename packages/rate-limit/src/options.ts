import { checkNames } from "@coffer/backend-kit";
import { show } from "@coffer/cache-core";

/** Options of both stores. */
export interface RateLimitStoreOptions {
  /** What is limited, such as `"api"`: a part of the Redis keys. Limits with equal names share their counts, in all processes. */
  readonly name: string;
  /**
   * The alias of the cache, if the store is given all caches.
   * @default "default"
   */
  readonly alias?: string | undefined;
}

/** @throws TypeError naming the invalid option. */
export function checkOptions(options: RateLimitStoreOptions, who: string): RateLimitStoreOptions {
  checkNames(options, ["name", "alias"], who);
  const { name } = options;
  if (typeof name === "string" && name !== "") return options;
  throw new TypeError(`${who}: name must be a string of at least one character, got ${show(name)}`);
}
