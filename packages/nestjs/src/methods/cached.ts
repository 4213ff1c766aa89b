import { type Key, type LoadOptions, show } from "@coffer/cache-core";
import { injectInto } from "../inject/inject-into.js";
import type { AsyncMethodDecorator } from "./async-method.js";
import { checkDecoratorOptions, type TagsOf, tagsOf } from "./decorator-options.js";
import { replaceMethod } from "./replace-method.js";

/** Besides `key`, `alias` and `tags`: the options of `getOrSet`, such as `timeout`, `stale` and `grace`. */
export interface CachedOptions<Args extends readonly unknown[] = readonly unknown[]>
  extends Omit<LoadOptions, "expiresAt" | "fresh" | "tags"> {
  /**
   * Makes the key of a call from its arguments. Calls of one key get one value: what depends on the user has the user in its key. A text is
   * for methods without parameters.
   */
  readonly key: string | ((...args: Args) => Key);
  /**
   * Which cache.
   * @default "default"
   */
  readonly alias?: string | undefined;
  /** For `deleteByTag` and `@CacheEvict`; or a function that makes them from the arguments. */
  readonly tags?: TagsOf<Args>;
}

/**
 * Caches what a method gives, as `getOrSet` does: of the calls of one key that come together one runs. For providers and controllers; Nest
 * injects the cache. A method that rejects caches nothing; `undefined` is not stored. Errors of the cache reach the caller, unless its
 * settings have `IGNORE_EXCEPTIONS`: then the method runs.
 * @throws TypeError for options that are none, as the class is defined.
 */
export function Cached<const Args extends readonly unknown[]>(
  options: CachedOptions<Args>,
): AsyncMethodDecorator<Args> {
  const { key, alias = "default", tags, ...load } = checkDecoratorOptions("@Cached", options);
  return (target, name, descriptor) =>
    replaceMethod("@Cached", target, name, descriptor, (method, who) => {
      checkKey(key, method.length, who);
      const cacheOf = injectInto(target, alias);
      return async function (...args) {
        const given = args as unknown as Args;
        const made = typeof key === "function" ? key(...given) : key;
        const run = () => method.apply(this, args);
        return cacheOf(this).getOrSet(made, run, { ...load, tags: tagsOf(tags, given) });
      };
    });
}

function checkKey(key: unknown, parameters: number, who: string): void {
  if (typeof key === "function") return;
  if (typeof key !== "string" || key === "") {
    throw new TypeError(
      `${who}: key must be a function that makes it from the arguments, or text, got ${show(key)}`,
    );
  }
  if (parameters === 0) return;
  throw new TypeError(
    `${who}: the method has parameters, so with the key ${show(key)} one call would get what another was given. Make the key a function of them`,
  );
}
