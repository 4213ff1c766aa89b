import type {
  Cache,
  CacheKey,
  CacheOptions,
  Caches,
  KeyOf,
  Serializer,
  TypedCache,
} from "@coffer/cache-core";
import { describe, expectTypeOf, test } from "vitest";

interface User {
  readonly email: string;
}

interface Values {
  readonly config: { readonly theme: "dark" | "light" };
  readonly visits: number;
  readonly [key: `user:${number}`]: User;
}

declare const caches: Caches;
declare const id: number;
const cache = caches.get<Values>("default");

describe("a cache typed by its keys", () => {
  test("is returned with a type argument; without one it is an untyped cache", () => {
    expectTypeOf(cache).toEqualTypeOf<TypedCache<Values>>();
    expectTypeOf(caches.get<Values>()).toEqualTypeOf<TypedCache<Values>>();
    expectTypeOf(caches.get()).toEqualTypeOf<Cache>();
    expectTypeOf(caches.get("other")).toEqualTypeOf<Cache>();
  });

  test("get returns the type of the key", () => {
    expectTypeOf(cache.get("visits")).resolves.toEqualTypeOf<number | undefined>();
    expectTypeOf(cache.get("user:1")).resolves.toEqualTypeOf<User | undefined>();
    expectTypeOf(cache.get(`user:${id}`)).resolves.toEqualTypeOf<User | undefined>();
    expectTypeOf(cache.get("visits", undefined, { version: 2 })).resolves.toEqualTypeOf<number | undefined>();
  });

  test("get with a fallback of another type returns the value or the fallback", () => {
    expectTypeOf(cache.get("visits", null)).resolves.toEqualTypeOf<number | null>();
    expectTypeOf(cache.get("user:1", false)).resolves.toEqualTypeOf<User | boolean>();
    expectTypeOf(cache.get(cache.makeKey("user:1"), null)).resolves.toEqualTypeOf<User | null>();
    const plain = caches.get();
    expectTypeOf(plain.get("visits", null)).resolves.toEqualTypeOf<unknown>();
    expectTypeOf(plain.get<User>("user:1", null)).resolves.toEqualTypeOf<User | null>();
    expectTypeOf(plain.get<User, "none">("user:1", "none")).resolves.toEqualTypeOf<User | "none">();
  });

  test("get with a fallback is never undefined, also without a map of types", () => {
    expectTypeOf(cache.get("visits", 0, { version: 2 })).resolves.toEqualTypeOf<number>();
    const plain = caches.get();
    expectTypeOf(plain.get("visits")).resolves.toEqualTypeOf<unknown>();
    expectTypeOf(plain.get<User>("user:1")).resolves.toEqualTypeOf<User | undefined>();
    expectTypeOf(plain.get("visits", 0)).resolves.toEqualTypeOf<number>();
    expectTypeOf(plain.get<User>("user:1", { email: "" })).resolves.toEqualTypeOf<User>();
    expectTypeOf(plain.get("visits", id as number | undefined)).resolves.toEqualTypeOf<number | undefined>();
  });

  test("unknown keys are rejected by every command on values", () => {
    // @ts-expect-error
    cache.get("usr:1");
    // @ts-expect-error
    cache.get(`user:${"ada"}`);
    // @ts-expect-error
    cache.get("user:1" as string);
    // @ts-expect-error
    cache.set("visit", 1);
    // @ts-expect-error
    cache.add("visit", 1);
    // @ts-expect-error
    cache.getMany(["visits", "visit"]);
    // @ts-expect-error
    cache.setMany({ visit: 1 });
    // @ts-expect-error
    cache.setMany([["visit", 1]]);
    // @ts-expect-error
    cache.getOrSet("visit", 1);
    // @ts-expect-error
    cache.has("visit");
    // @ts-expect-error
    cache.delete("visit");
    // @ts-expect-error
    cache.deleteMany(["visits", "visit"]);
    // @ts-expect-error
    cache.incr("visit");
    // @ts-expect-error
    cache.decr("visit");
    // @ts-expect-error
    cache.incrVersion("visit");
    // @ts-expect-error
    cache.decrVersion("visit");
    // @ts-expect-error
    cache.makeKey("visit");
  });

  test("set, add and setMany take the type of the key", () => {
    expectTypeOf(cache.set("config", { theme: "dark" }, "5m")).resolves.toBeBoolean();
    expectTypeOf(cache.set(`user:${id}`, { email: "ada@x" }, { nx: true })).resolves.toBeBoolean();
    expectTypeOf(cache.add("visits", 1, null)).resolves.toBeBoolean();
    expectTypeOf(cache.setMany({ visits: 1, "user:2": { email: "ada@x" } }, 60)).resolves.toBeArray();
    expectTypeOf(cache.setMany(new Map([["visits" as const, 1]]))).resolves.toEqualTypeOf<"visits"[]>();
    // @ts-expect-error
    cache.set("config", { theme: "blue" });
    // @ts-expect-error
    cache.set(`user:${id}`, "Ada");
    // @ts-expect-error
    cache.add("visits", "1");
    // @ts-expect-error
    cache.setMany({ visits: "1" });
    // @ts-expect-error
    cache.setMany(new Map([["visits" as const, "1"]]));
  });

  test("getMany returns a map with the types of the keys", () => {
    expectTypeOf(cache.getMany(["user:1", "user:2"])).resolves.toEqualTypeOf<
      Map<"user:1" | "user:2", User>
    >();
    expectTypeOf(cache.getMany(["visits", "user:2"])).resolves.toEqualTypeOf<
      Map<"visits" | "user:2", number | User>
    >();
    expectTypeOf(cache.getMany([1, 2].map((each) => `user:${each}` as const))).resolves.toEqualTypeOf<
      Map<`user:${number}`, User>
    >();
  });

  test("getOrSet takes and returns the type of the key, from a value or a loader", () => {
    expectTypeOf(cache.getOrSet("visits", 1)).resolves.toEqualTypeOf<number>();
    expectTypeOf(cache.getOrSet("user:1", async () => ({ email: "ada@x" }))).resolves.toEqualTypeOf<User>();
    // @ts-expect-error
    cache.getOrSet("user:1", async () => ({ mail: "ada@x" }));
    // @ts-expect-error
    cache.getOrSet("visits", "1");
  });

  test("getOrSetMany gives a map by the keys asked for, and takes a loader that gives values by any strings", () => {
    const load = async (keys: string[]) => new Map(keys.map((key) => [key, { email: key }]));
    expectTypeOf(cache.getOrSetMany(["user:1", "user:2"], load)).resolves.toEqualTypeOf<
      Map<"user:1" | "user:2", User>
    >();
    expectTypeOf(
      cache.getOrSetMany(
        [1, 2].map((each) => `user:${each}` as const),
        load,
      ),
    ).resolves.toEqualTypeOf<Map<`user:${number}`, User>>();
    // @ts-expect-error
    cache.getOrSetMany(["user:1"], () => ({ "user:1": { mail: "" } }));
    // @ts-expect-error
    cache.getOrSetMany(["usr:1"], load);
  });

  test("a result of makeKey keeps the type of its value", () => {
    const key = cache.makeKey(`user:${id}`, { version: 2 });
    expectTypeOf(key).toEqualTypeOf<CacheKey<`user:${number}`>>();
    expectTypeOf(cache.get(key)).resolves.toEqualTypeOf<User | undefined>();
    expectTypeOf(cache.has(key)).resolves.toBeBoolean();
    // @ts-expect-error
    cache.set(key, 1);
    // @ts-expect-error: it may be of any key
    cache.get(caches.get().makeKey("visits"));
  });

  test("is not assignable to a Cache with any keys, which could write others: such a function takes the cache without a map", () => {
    expectTypeOf(cache).not.toExtend<Cache>();
    expectTypeOf(caches.get("default")).toExtend<Cache>();
  });

  test("the keys of the map have their own type, for functions over a cache", () => {
    expectTypeOf<"visits">().toExtend<KeyOf<Values>>();
    expectTypeOf<"visit">().not.toExtend<KeyOf<Values>>();
  });

  test("commands without a value are unchanged", () => {
    expectTypeOf(cache.ttl).toEqualTypeOf<Cache["ttl"]>();
    expectTypeOf(cache.zrange).toEqualTypeOf<Cache["zrange"]>();
    expectTypeOf(cache.lock).toEqualTypeOf<Cache["lock"]>();
    expectTypeOf(cache.client).toEqualTypeOf<Cache["client"]>();
    expectTypeOf(cache[Symbol.asyncDispose]).toEqualTypeOf<Cache[typeof Symbol.asyncDispose]>();
  });

  test("a map from string to one type is a cache of such values", () => {
    const users = caches.get<Record<string, User>>();
    expectTypeOf(users.get("anything" as string)).resolves.toEqualTypeOf<User | undefined>();
    // @ts-expect-error
    users.set("anything", 1);
  });
});

describe("a cache without a map", () => {
  const plain = caches.get();

  test("takes any key, and has the types of the call", () => {
    expectTypeOf(plain.get("k")).resolves.toEqualTypeOf<unknown>();
    expectTypeOf(plain.get<User>("k")).resolves.toEqualTypeOf<User | undefined>();
    expectTypeOf(plain.getMany<User>(["a"])).resolves.toEqualTypeOf<Map<string, User>>();
    expectTypeOf(plain.getOrSet("k", () => 1)).resolves.toEqualTypeOf<number>();
    expectTypeOf(plain.makeKey("k")).toEqualTypeOf<CacheKey>();
  });

  test("literal keys ask for more than they are: loaders give values by any strings, and so does the answer", () => {
    const byId = new Map<string, User>();
    const load = async (keys: string[]) => new Map(keys.map((key): [string, User] => [key, { email: key }]));
    const rows = async () => [["a", { email: "" }] as [string, User]];
    type Users = Map<string, User>;
    const narrow: readonly ("a" | "b")[] = ["a", "b"];
    expectTypeOf(plain.getOrSetMany(["a", "b"], load)).resolves.toEqualTypeOf<Users>();
    expectTypeOf(plain.getOrSetMany(["a", "b"], () => byId, "5m")).resolves.toEqualTypeOf<Users>();
    expectTypeOf(plain.getOrSetMany(new Set(["a", "b"] as const), rows)).resolves.toEqualTypeOf<Users>();
    expectTypeOf(plain.getOrSetMany(narrow, () => ({ a: 1 }))).resolves.toEqualTypeOf<Map<string, number>>();
    expectTypeOf(plain.getOrSetMany<User>(["a"], load)).resolves.toEqualTypeOf<Users>();
    expectTypeOf(
      plain.getOrSetMany([`user:${id}`, "b"], (missing) => missing.map((key) => [key, missing] as const)),
    ).resolves.toEqualTypeOf<Map<string, string[]>>();
    expectTypeOf(
      plain.getOrSetMany(["a", "b"], load, {
        tags: (key) => (narrow.some((each) => each === key) ? [key] : []),
      }),
    ).resolves.toEqualTypeOf<Users>();
    expectTypeOf(plain.getMany<User, "a" | "b">(narrow)).resolves.toEqualTypeOf<Users>();
    expectTypeOf(plain.getMany(["a", "b"])).resolves.toEqualTypeOf<Map<string, unknown>>();
    // @ts-expect-error
    plain.getOrSetMany(["a", "b"], () => new Map([[1, "x"]]));
    // @ts-expect-error
    plain.getOrSetMany([1, 2], load);
  });

  test("made keys stay what they are, beside strings, too", () => {
    const made = plain.makeKey("a");
    const loadMade = async (keys: CacheKey[]) => new Map(keys.map((key) => [key, 1]));
    expectTypeOf(plain.getOrSetMany([made], loadMade)).resolves.toEqualTypeOf<Map<CacheKey, number>>();
    expectTypeOf(plain.getOrSetMany([made, "b"], () => ({ a: 1 }))).resolves.toEqualTypeOf<
      Map<CacheKey | string, number>
    >();
  });
});

describe("other commands on values", () => {
  test("pull, getWithTtl and update have the types of the map", () => {
    expectTypeOf(cache.pull("visits")).resolves.toEqualTypeOf<number | undefined>();
    expectTypeOf(cache.pull("visits", null)).resolves.toEqualTypeOf<number | null>();
    expectTypeOf(cache.getWithTtl("user:1")).resolves.toEqualTypeOf<
      { readonly value: User; readonly ttl: number | null } | undefined
    >();
    expectTypeOf(cache.update("visits", (n = 0) => n + 1)).resolves.toEqualTypeOf<number | undefined>();
    // @ts-expect-error
    cache.update("visits", () => "many");
    // @ts-expect-error
    cache.pull("usr:1");
  });

  test("a wrapped function has the arguments and the value of the function", () => {
    const find = caches
      .get()
      .wrap("user", async (_id: number, _language?: string): Promise<User> => ({ email: "" }), {
        key: (id) => String(id),
      });
    expectTypeOf(find(1)).resolves.toEqualTypeOf<User>();
    expectTypeOf(find.fresh(1, "en")).resolves.toEqualTypeOf<User>();
    expectTypeOf(find.key(1)).toEqualTypeOf<CacheKey>();
    // @ts-expect-error
    find("1");
    // @ts-expect-error
    find.delete();
  });
});

describe("a string", () => {
  const plain = caches.get();

  test("is not a list of tags or keys", () => {
    // @ts-expect-error: a list of names
    void plain.set("key", 1, { tags: "news" });
    // @ts-expect-error: a list of names
    void plain.getOrSet("key", () => 1, { tags: "news" });
    // @ts-expect-error: a list of keys
    void plain.getMany("key");
    // @ts-expect-error: a list of keys
    void cache.deleteMany("visits");
    expectTypeOf(plain.set("key", 1, { tags: new Set(["news"]) })).resolves.toEqualTypeOf<boolean>();
    expectTypeOf(plain.deleteByTag("news")).resolves.toEqualTypeOf<boolean>();
    expectTypeOf(plain.getMany<User>(new Map<string, 1>().keys())).resolves.toEqualTypeOf<
      Map<string, User>
    >();
  });
});

describe("a class in the options", () => {
  class Text implements Serializer {
    readonly indent: number;
    constructor(options: CacheOptions & { readonly INDENT?: number }) {
      this.indent = options.INDENT ?? 2;
    }
    dumps(value: unknown): string {
      return JSON.stringify(value, null, this.indent);
    }
    loads(data: Buffer): unknown {
      return JSON.parse(data.toString());
    }
  }

  test("has the methods of its kind", () => {
    expectTypeOf({ SERIALIZER: Text }).toExtend<CacheOptions>();
    expectTypeOf({ SERIALIZER: "./text.js" }).toExtend<CacheOptions>();
    // @ts-expect-error: a serializer is no compressor
    void ({ COMPRESSOR: Text } satisfies CacheOptions);
    // @ts-expect-error: a serializer is no cipher
    void ({ CIPHER: Text } satisfies CacheOptions);
    // @ts-expect-error: no methods
    void ({ SERIALIZER: class {} } satisfies CacheOptions);
  });
});

describe("a loader", () => {
  const named = caches.get<{ [key: `name:${number}`]: { name: string }; list: { length: number } }>();

  test("does not pass as an object that has what functions have", () => {
    // @ts-expect-error: loads null
    void named.getOrSet("name:1", async () => null);
    // @ts-expect-error: loads a number
    void named.getOrSet("name:1", () => 5);
    // @ts-expect-error: loads another object
    void named.getOrSet("list", () => ({ lenght: 1 }));
    expectTypeOf(named.getOrSet("name:1", async () => ({ name: "Ada" }))).resolves.toEqualTypeOf<{
      name: string;
    }>();
    expectTypeOf(named.getOrSet("list", [1, 2])).resolves.toEqualTypeOf<{ length: number }>();
    expectTypeOf(named.getOrSet("name:1", { name: "Ada" }, "1h")).resolves.toEqualTypeOf<{ name: string }>();
  });
});
