import type { Cache } from "@coffer/cache-core";
import { Inject } from "@nestjs/common";
import { getCacheToken } from "./cache-token.js";

/**
 * Makes Nest inject a cache into the objects that it creates of a class, for methods that need one.
 * @param target the class' prototype.
 * @returns a function that returns the cache of an object.
 */
export function injectInto(target: object, alias: string): (instance: object) => Cache {
  const property = Symbol.for(`cache ${alias} of @coffer/nestjs`);
  if (!(property in target)) {
    Inject(getCacheToken(alias))(target, property);
    Object.defineProperty(target, property, {
      get(this: object): never {
        throw new TypeError(
          `${this.constructor.name} has no cache, since Nest did not create it: make it a provider or a controller, in a test by Test.createTestingModule`,
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
