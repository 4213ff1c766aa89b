import type { Cache } from "@coffer/cache-core";
import { Inject } from "@nestjs/common";
import { getCacheToken } from "./cache-token.js";

/**
 * Has Nest inject a cache into the objects that it makes of a class, for methods that need one.
 * @param target the class' prototype.
 * @returns gives the cache of an object.
 */
export function injectInto(target: object, alias: string): (instance: object) => Cache {
  const property = Symbol.for(`cache ${alias} of @coffer/nestjs`);
  if (!(property in target)) {
    Inject(getCacheToken(alias))(target, property);
    Object.defineProperty(target, property, {
      get(this: object): never {
        throw new TypeError(
          `${this.constructor.name} has no cache, since it was not made by Nest: make it a provider or a controller, in a test by Test.createTestingModule`,
        );
      },
      // Not enumerable: printing or copying the object must not include the cache.
      set(this: object, value: Cache) {
        Object.defineProperty(this, property, { value, configurable: true, writable: true });
      },
    });
  }
  return (instance) => (instance as Record<symbol, Cache>)[property] as Cache;
}
