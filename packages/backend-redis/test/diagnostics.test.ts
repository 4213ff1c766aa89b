import { AsyncLocalStorage } from "node:async_hooks";
import { tracingChannel } from "node:diagnostics_channel";
import { commandChannel } from "@coffer/backend-redis";
import { type Cache, type CommandMessage, ConnectionInterrupted } from "@coffer/cache-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { clientOf, makeCaches, type StubClient } from "./support/parts.js";

type Event = "start" | "end" | "asyncStart" | "asyncEnd" | "error";

/** What subscribers receive: each event with a snapshot of its message. */
let told: { event: Event; message: CommandMessage }[];
const tell = (event: Event) => (message: unknown) => {
  told.push({ event, message: { ...(message as CommandMessage) } });
};
const SUBSCRIBERS = {
  start: tell("start"),
  end: tell("end"),
  asyncStart: tell("asyncStart"),
  asyncEnd: tell("asyncEnd"),
  error: tell("error"),
};
const events = () => told.map(({ event }) => event);
const last = () => told.at(-1)?.message as CommandMessage;

let cache: Cache;
let client: StubClient;
async function make(settings: Record<string, unknown> = {}): Promise<void> {
  const caches = await makeCaches(settings);
  cache = caches.get();
  client = clientOf(caches);
}

beforeEach(async () => {
  told = [];
  commandChannel.subscribe(SUBSCRIBERS);
  await make();
});
afterEach(() => {
  commandChannel.unsubscribe(SUBSCRIBERS);
});

describe("coffer:command", () => {
  test("publishes when a command starts and ends, with its arguments", async () => {
    client.answer = async () => "value";
    expect(await cache.get("user:1", "fallback", { version: 2 })).toBe("value");
    expect(events()).toEqual(["start", "end", "asyncStart", "asyncEnd"]);
    expect(told[0]?.message).toEqual({
      alias: "default",
      client: "StubClient",
      operation: "get",
      args: ["user:1", "fallback", { version: 2 }],
      batchSize: undefined,
      database: "0",
      serverAddress: "127.0.0.1",
      serverPort: 6379,
    });
    expect(last()).toMatchObject({ operation: "get", hits: 1, result: "value" });
  });

  test.each<[operation: string, args: unknown[], answer: unknown, shown: object]>([
    ["get", ["k"], undefined, { hits: 0, result: undefined }],
    ["get", ["k", "fallback"], undefined, { hits: 0, result: "fallback" }],
    ["get", ["k", "fallback"], null, { hits: 1, result: null }],
    ["getWithTtl", ["k"], undefined, { hits: 0, result: undefined }],
    ["getWithTtl", ["k"], "a value", { hits: 1, result: "a value" }],
    ["pull", ["k"], "value", { hits: 1, result: "value" }],
    ["pull", ["k", "fallback"], undefined, { hits: 0, result: "fallback" }],
    ["getMany", [["a", "b", "c"]], new Map([["a", 1]]), { hits: 1, batchSize: 3 }],
    ["getMany", [new Set(["a"])], new Map(), { hits: 0, batchSize: 1 }],
    ["setMany", [{ a: 1, b: 2 }], [], { batchSize: 2 }],
    ["setMany", [new Map([["a", 1]])], [], { batchSize: 1 }],
    ["deleteMany", [["a", "b"]], 2, { batchSize: 2 }],
    ["sadd", ["k", "a", "b"], 2, { batchSize: undefined }],
    ["clear", [], undefined, { batchSize: undefined }],
  ])("%s%j shows of %j %j", async (operation, args, answer, shown) => {
    client.answer = async () => answer;
    await (cache as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[operation]?.(
      ...args,
    );
    expect(last()).toMatchObject({ operation, ...shown });
    expect(last().args.slice(0, args.length)).toEqual(args);
  });

  test("does not consume an iterable that can be read only once", async () => {
    client.answer = async (keys) => new Map([...(keys as Iterable<string>)].map((key) => [key, 1]));
    const keys = ["a", "b"].values();
    expect([...(await cache.getMany(keys)).keys()]).toEqual(["a", "b"]);
    expect(last()).toMatchObject({ batchSize: undefined, hits: 2 });
  });

  test("shows whether getOrSet ran its loader", async () => {
    client.answer = async (_key, loader) => (loader as () => unknown)();
    expect(await cache.getOrSet("k", () => "loaded", 60)).toBe("loaded");
    expect(last()).toMatchObject({ operation: "getOrSet", hits: 0, result: "loaded" });
    client.answer = async () => "found";
    expect(await cache.getOrSet("k", () => "loaded", 60)).toBe("found");
    expect(last()).toMatchObject({ hits: 1, result: "found" });
    await cache.getOrSet("k", "a value");
    expect(last()).not.toHaveProperty("hits");
  });

  test.each([false, true])("publishes errors, also ignored ones (%j)", async (IGNORE_EXCEPTIONS) => {
    await make({ OPTIONS: { IGNORE_EXCEPTIONS } });
    const error = new ConnectionInterrupted("ERR_TIMEOUT", "no reply");
    client.answer = () => Promise.reject(error);
    const answer = cache.set("k", 1);
    if (IGNORE_EXCEPTIONS) expect(await answer).toBe(false);
    else await expect(answer).rejects.toBe(error);
    expect(events()).toEqual(["start", "end", "error", "asyncStart", "asyncEnd"]);
    expect(last().error).toBe(error);
  });

  test("publishes an ignored error of a part of a command, but not those of commands in its loader", async () => {
    await make({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
    const unreachable = new ConnectionInterrupted("ERR_UNREACHABLE", "unreachable");
    client.answer = async (_key, loader) => {
      if (typeof loader !== "function") throw new ConnectionInterrupted("ERR_TIMEOUT", "late");
      await Promise.reject(unreachable).catch((error) => client.context.ignoreOrThrow(error, "getOrSet"));
      return loader();
    };
    expect(await cache.getOrSet("k", () => cache.get("other", "quiet"))).toBe("quiet");
    const ended = told.filter(({ event }) => event === "asyncEnd").map(({ message }) => message);
    expect(ended).toMatchObject([
      { operation: "get", error: { code: "ERR_TIMEOUT" } },
      { ignored: unreachable },
    ]);
    expect(ended[0]).not.toHaveProperty("ignored");
    expect(ended[1]).not.toHaveProperty("error");
  });

  test("publishes a wrong argument, for which the client throws synchronously, in the same order", async () => {
    client.answer = () => {
      throw new TypeError("not like this");
    };
    await expect(cache.set("k", undefined)).rejects.toThrow(TypeError);
    expect(events()).toEqual(["start", "end", "error", "asyncStart", "asyncEnd"]);
  });

  test("lasts as long as an iteration", async () => {
    client.answer = async function* () {
      yield* ["a", "b"];
    };
    const found: unknown[] = [];
    for await (const key of cache.iterKeys("*")) {
      expect(events()).toEqual(["start", "end"]);
      found.push(key);
    }
    expect(found).toEqual(["a", "b"]);
    await new Promise(setImmediate);
    expect(events()).toEqual(["start", "end", "asyncStart", "asyncEnd"]);
  });

  test("ends if an iteration fails, or is left", async () => {
    const error = new ConnectionInterrupted("ERR_NO_REPLY", "gone");
    client.answer = async function* () {
      yield "a";
      throw error;
    };
    await expect(collect(cache.iterKeys("*"))).rejects.toBe(error);
    await new Promise(setImmediate);
    expect(events()).toEqual(["start", "end", "error", "asyncStart", "asyncEnd"]);
    told = [];
    for await (const _ of cache.iterKeys("*")) break;
    await new Promise(setImmediate);
    expect(events()).toEqual(["start", "end", "asyncStart", "asyncEnd"]);
  });

  test("publishes the methods of a lock, after its key", async () => {
    class Lock {
      readonly #held = {};
      readonly token = "token";
      async acquire(): Promise<object> {
        return this.#held;
      }
    }
    client.answer = () => new Lock();
    const lock = cache.lock("report", { timeout: 5 });
    expect(told).toEqual([]);
    expect(await lock.acquire({ blocking: false })).toEqual({});
    expect(lock).toMatchObject({ token: "token" });
    expect(events()).toEqual(["start", "end", "asyncStart", "asyncEnd"]);
    expect(last()).toMatchObject({ operation: "lock.acquire", args: ["report", { blocking: false }] });
  });

  test("runs a command in the stores that are bound to it, and its caller outside of them", async () => {
    const store = new AsyncLocalStorage<string>();
    const { start } = tracingChannel<string, CommandMessage>("coffer:command");
    start.bindStore(store, ({ operation }) => operation);
    try {
      client.answer = async () => {
        await Promise.resolve();
        return store.getStore();
      };
      const answers = [cache.get("k"), cache.set("k", 1)];
      expect(store.getStore()).toBe(undefined);
      expect(await Promise.all(answers)).toEqual(["get", "set"]);
      expect(store.getStore()).toBe(undefined);
    } finally {
      start.unbindStore(store);
    }
  });

  test("runs a command within a subscriber's store", async () => {
    const within: string[] = [];
    const subscriber = (published: unknown) => {
      const message = published as CommandMessage;
      message.within = (work) => {
        within.push(`begin ${message.operation}`);
        const result = work();
        within.push("end");
        return result;
      };
    };
    commandChannel.start.subscribe(subscriber);
    try {
      client.answer = async () => {
        within.push("work");
        return "value";
      };
      expect(await cache.get("k")).toBe("value");
    } finally {
      commandChannel.start.unsubscribe(subscriber);
    }
    expect(within).toEqual(["begin get", "work", "end"]);
    expect(client.calls).toHaveLength(1);
  });

  test("costs nothing without subscribers: the caller gets the client's own promise", () => {
    commandChannel.unsubscribe(SUBSCRIBERS);
    expect(commandChannel.hasSubscribers).toBe(false);
    const answer = Promise.resolve("value");
    client.answer = () => answer;
    for (const asked of [cache.get("k"), cache.set("k", 1), cache.ttl("k"), cache.getOrSet("k", 1)]) {
      expect(asked).toBe(answer);
    }
    expect(told).toEqual([]);
  });
});

describe("the server of a command", () => {
  test.each<[location: string | string[], address: object]>([
    ["redis://cache.example:6380/2", { serverAddress: "cache.example", serverPort: 6380, database: "2" }],
    ["rediss://user:secret@cache.example", { serverAddress: "cache.example", database: "0" }],
    ["redis://:secret@127.0.0.1:6379?db=4", { serverAddress: "127.0.0.1", database: "4" }],
    ["unix:///run/redis%20one.sock?db=1", { serverAddress: "/run/redis one.sock", database: "1" }],
  ])("is published as %j for %j, without credentials", async (LOCATION, address) => {
    await make({ LOCATION });
    await cache.get("k");
    expect(last()).toMatchObject(address);
    expect(JSON.stringify(told)).not.toContain("secret");
  });

  test.each([[["redis://one:1/0", "redis://two:2/0"]], ["a URL only its factory understands"]])(
    "is not published for %j",
    async (LOCATION) => {
      await make({ LOCATION });
      await cache.get("k");
      expect(last()).not.toHaveProperty("serverAddress");
    },
  );
});

async function collect<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of iterable) all.push(each);
  return all;
}
