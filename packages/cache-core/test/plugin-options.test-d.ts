import type { CacheOptions, CacheSettings, Client, ConnectionFactory } from "@coffer/cache-core";
import { expectTypeOf, test } from "vitest";

class Other {
  answer = 42;
}

test("a plugin option takes any string, and classes of its kind only", () => {
  expectTypeOf<"@acme/client">().toExtend<CacheOptions["CLIENT_CLASS"]>();
  expectTypeOf<new () => Client>().toExtend<CacheOptions["CLIENT_CLASS"]>();
  expectTypeOf<typeof Other>().not.toExtend<CacheOptions["CLIENT_CLASS"]>();
  expectTypeOf<new () => ConnectionFactory>().toExtend<CacheOptions["CONNECTION_FACTORY"]>();
  expectTypeOf<typeof Other>().not.toExtend<CacheOptions["CONNECTION_FACTORY"]>();
  expectTypeOf<typeof Other>().not.toExtend<CacheOptions["SERIALIZER"]>();
  expectTypeOf<typeof Other>().not.toExtend<CacheSettings["BACKEND"]>();
});

test("LAYERS takes functions that return classes of clients", () => {
  type Layer = NonNullable<CacheOptions["LAYERS"]>[number];
  expectTypeOf<<Base extends new (...args: never[]) => Client>(client: Base) => Base>().toExtend<Layer>();
  expectTypeOf<(client: never) => string>().not.toExtend<Layer>();
  expectTypeOf<typeof Other>().not.toExtend<Layer>();
});
