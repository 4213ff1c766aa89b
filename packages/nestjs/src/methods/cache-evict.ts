import { checkNames } from "@coffer/backend-kit";
import { type Key, show } from "@coffer/cache-core";
import { injectInto } from "../inject/inject-into.js";
import type { AsyncMethodDecorator } from "./async-method.js";
import { checkDecoratorOptions, type TagsOf, tagsOf } from "./decorator-options.js";
import { replaceMethod } from "./replace-method.js";

/** Options of `@CacheEvict`: at least one of `key` and `tags`. */
export interface CacheEvictOptions<Args extends readonly unknown[] = readonly unknown[]> {
  /** The key to delete, or several; or a function that returns them for the arguments. */
  readonly key?: string | readonly string[] | ((...args: Args) => Key | readonly Key[]) | undefined;
  /**
   * The alias of the cache.
   * @default "default"
   */
  readonly alias?: string | undefined;
  /** Invalidates all values with one of these tags; or a function that returns them for the arguments. */
  readonly tags?: TagsOf<Args>;
}

/**
 * Deletes values from the cache after the decorated method has resolved. If the method rejects, nothing is deleted. The value of a load that
 * began before the deletion is not stored. If the deletion fails, the method has still run, and the error reaches the caller, unless the
 * settings have `IGNORE_EXCEPTIONS`.
 * @throws TypeError for invalid options, when the class is defined.
 */
export function CacheEvict<const Args extends readonly unknown[]>(
  options: CacheEvictOptions<Args>,
): AsyncMethodDecorator<Args> {
  const { key, alias = "default", tags } = checkDecoratorOptions("@CacheEvict", options);
  return (target, name, descriptor) =>
    replaceMethod("@CacheEvict", target, name, descriptor, (method, who) => {
      checkEvict(options, who);
      const cacheOf = injectInto(target, alias);
      return async function (...args) {
        // Everything that can fail runs before anything is changed.
        const cache = cacheOf(this);
        const given = args as unknown as Args;
        const made = typeof key === "function" ? key(...given) : (key ?? []);
        const keys = (Array.isArray(made) ? made : [made]).map((each: Key) => cache.makeKey(each));
        const names = tagsOf(tags, given);
        const result = await method.apply(this, args);
        await Promise.all([
          keys.length > 0 && cache.deleteMany(keys),
          names !== undefined && cache.deleteByTag(names),
        ]);
        return result;
      };
    });
}

function checkEvict(options: CacheEvictOptions<never>, who: string): void {
  checkNames(options, ["key", "tags", "alias"], who);
  const { key, tags } = options;
  if (key === undefined && tags === undefined) {
    throw new TypeError(`${who}: say what to delete, by key or tags`);
  }
  const isKey = typeof key === "string" || typeof key === "function" || Array.isArray(key);
  if (key !== undefined && !isKey) {
    throw new TypeError(
      `${who}: key must be a string, a list of strings, or a function that returns either, got ${show(key)}`,
    );
  }
}
