import { type Key, type LoadOptions, show } from "@coffer/cache-core";
import { injectInto } from "../inject/inject-into.js";
import type { AsyncMethodDecorator } from "./async-method.js";
import { checkDecoratorOptions, type TagsOf, tagsOf } from "./decorator-options.js";
import { replaceMethod } from "./replace-method.js";

/** Options of `@Cached`: `key`, `alias`, `tags`, and those of `getOrSet`, such as `timeout`, `stale` and `grace`. */
export interface CachedOptions<Args extends readonly unknown[] = readonly unknown[]>
  extends Omit<LoadOptions, "expiresAt" | "fresh" | "tags"> {
  /**
   * A function that returns the key of a call for its arguments; a string for a method without parameters. Calls with equal keys share one value:
   * if the value depends on the user, put the user into the key.
   */
  readonly key: string | ((...args: Args) => Key);
  /**
   * The alias of the cache.
   * @default "default"
   */
  readonly alias?: string | undefined;
  /** The tags of the value, for `deleteByTag` and `@CacheEvict`; or a function that returns them for the arguments. */
  readonly tags?: TagsOf<Args>;
}

/**
 * Caches the results of a method with `getOrSet`: concurrent calls with equal keys share one run. For providers and controllers; Nest injects
 * the cache. If the method rejects, nothing is stored; `undefined` is not stored either. Errors of the cache reach the caller, unless its
 * settings have `IGNORE_EXCEPTIONS`: then the method runs.
 * @throws TypeError for invalid options, when the class is defined.
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
    throw new TypeError(`${who}: key must be a function of the arguments, or text, got ${show(key)}`);
  }
  if (parameters === 0) return;
  throw new TypeError(
    `${who}: the method has parameters, so with the key ${show(key)} one call would get the result of another. Make the key a function of them`,
  );
}
