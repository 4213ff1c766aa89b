import {
  type Cache,
  ConnectionInterrupted,
  type ErrorCode,
  KeyNotFound,
  SerializerError,
} from "@coffer/cache-core";
import { describe, expect, test, vi } from "vitest";
import { clientOf, makeCaches, type StubClient } from "./support/parts.js";

type Command = (...args: unknown[]) => Promise<unknown>;

/** Commands with arguments, and their fallback answers while Redis is unreachable. */
const FALLBACK_ANSWERS: [name: string, args: unknown[], answer: unknown][] = [
  ["get", ["k"], undefined],
  ["get", ["k", "fallback"], "fallback"],
  ["get", ["k", null], null],
  ["pull", ["k", "fallback"], "fallback"],
  ["update", ["k", String], undefined],
  ["getWithTtl", ["k"], undefined],
  ["getMany", [["a", "b"]], new Map()],
  ["set", ["k", 1], false],
  ["add", ["k", 1], false],
  ["has", ["k"], false],
  ["delete", ["k"], false],
  ["deleteMany", [["a"]], 0],
  ["deleteByTag", ["news"], false],
  ["incr", ["k"], 0],
  ["decr", ["k"], 0],
  ["incrVersion", ["k"], 0],
  ["decrVersion", ["k"], 0],
  ["ttl", ["k"], 0],
  ["pttl", ["k"], 0],
  ["expire", ["k", 1], false],
  ["pexpire", ["k", 1], false],
  ["expireAt", ["k", 1], false],
  ["pexpireAt", ["k", 1], false],
  ["persist", ["k"], false],
  ["touch", ["k"], false],
  ["keys", ["*"], []],
  ["deletePattern", ["*"], 0],
  ["clear", [], undefined],
  ["sadd", ["k", 1], 0],
  ["srem", ["k", 1], 0],
  ["scard", ["k"], 0],
  ["smembers", ["k"], new Set()],
  ["sismember", ["k", 1], false],
  ["smismember", ["k", 1, 2, 3], [false, false, false]],
  ["smove", ["a", "b", 1], false],
  ["spop", ["k"], undefined],
  ["spop", ["k", 2], new Set()],
  ["srandmember", ["k"], undefined],
  ["srandmember", ["k", 2], []],
  ["sdiff", ["a", "b"], new Set()],
  ["sinter", ["a", "b"], new Set()],
  ["sunion", ["a", "b"], new Set()],
  ["sdiffstore", ["d", "a"], 0],
  ["sinterstore", ["d", "a"], 0],
  ["sunionstore", ["d", "a"], 0],
  ["sscan", ["k"], new Set()],
  ["hset", ["k", "f", 1], 0],
  ["hget", ["k", "f"], undefined],
  ["hmget", ["k", ["f"]], new Map()],
  ["hgetall", ["k"], new Map()],
  ["hdel", ["k", "f"], 0],
  ["hlen", ["k"], 0],
  ["hkeys", ["k"], []],
  ["hexists", ["k", "f"], false],
  ["zadd", ["k", [["a", 1]]], 0],
  ["zadd", ["k", [["a", 1]], { incr: true }], undefined],
  ["zcard", ["k"], 0],
  ["zcount", ["k", 0, 1], 0],
  ["zincrby", ["k", 1, "a"], 0],
  ["zpopmin", ["k"], undefined],
  ["zpopmin", ["k", 2], []],
  ["zpopmax", ["k"], undefined],
  ["zpopmax", ["k", 2], []],
  ["zrange", ["k", 0, -1], []],
  ["zrevrange", ["k", 0, -1], []],
  ["zrangebyscore", ["k", 0, 1], []],
  ["zrevrangebyscore", ["k", 1, 0], []],
  ["zrank", ["k", "a"], undefined],
  ["zscore", ["k", "a"], undefined],
  ["zrem", ["k", "a"], 0],
  ["zremrangebyscore", ["k", 0, 1], 0],
];
const ITERATORS = ["iterKeys", "sscanIter"];
/** Without the answers. */
const GUARDED = FALLBACK_ANSWERS.map(([name, args]): [name: string, args: unknown[]] => [name, args]);
/** Commands for which the client applies the policy itself, through `ignoreOrThrow`. */
const OWN_POLICY: [name: string, args: unknown[]][] = [
  ["getOrSet", ["k", () => 1]],
  ["getOrSetMany", [["a"], () => ({ a: 1 })]],
  ["setMany", [{ a: 1 }]],
];

const unreachable = () => new ConnectionInterrupted("ERR_UNREACHABLE", "Redis is unreachable");

async function make(OPTIONS: object = {}, top: object = {}): Promise<{ cache: Cache; client: StubClient }> {
  const caches = await makeCaches({ OPTIONS }, top);
  return { cache: caches.get(), client: clientOf(caches) };
}

function call(cache: object, name: string, args: unknown[] = []): Promise<unknown> {
  return (cache as Record<string, Command>)[name]?.(...args) as Promise<unknown>;
}

function failing(client: StubClient, error: unknown): void {
  client.answer = () => Promise.reject(error);
}

async function collect(iterable: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const each of iterable) all.push(each);
  return all;
}

describe("every command", () => {
  test.each([...GUARDED, ...OWN_POLICY])(
    "%s%j is passed to the client unchanged, and so is the answer",
    async (name, args) => {
      for (const IGNORE_EXCEPTIONS of [false, true]) {
        const { cache, client } = await make({ IGNORE_EXCEPTIONS });
        const answer = {};
        client.answer = async () => answer;
        expect(await call(cache, name, args)).toBe(answer);
        const [[, ...given] = []] = client.calls;
        while (given.length > args.length && given.at(-1) === undefined) given.pop();
        expect([client.calls.length, client.calls[0]?.[0], ...given]).toEqual([1, name, ...args]);
      }
    },
  );

  test("the table has every command", async () => {
    const { cache } = await make();
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(cache)).filter(
      (name) => !["constructor", "close", "stats", "wrap", "batch"].includes(name),
    );
    const tested = [...FALLBACK_ANSWERS, ...OWN_POLICY]
      .map(([name]) => name)
      .concat(ITERATORS, "makeKey", "lock");
    expect(methods.sort()).toEqual([...new Set(tested)].sort());
  });

  test.each([...GUARDED, ...OWN_POLICY])(
    "%s%j rejects with the client's error if exceptions are not ignored",
    async (name, args) => {
      const { cache, client } = await make();
      const error = unreachable();
      failing(client, error);
      await expect(call(cache, name, args)).rejects.toBe(error);
    },
  );

  test.each([...GUARDED, ...OWN_POLICY])(
    "%s%j rejects, and does not throw, if the client throws synchronously",
    async (name, args) => {
      for (const IGNORE_EXCEPTIONS of [false, true]) {
        const { cache, client } = await make({ IGNORE_EXCEPTIONS });
        const wrong = new TypeError("not like this");
        client.answer = () => {
          throw wrong;
        };
        await expect(call(cache, name, args)).rejects.toBe(wrong);
      }
    },
  );

  test.each(["makeKey", "lock"] as const)("%s answers synchronously", async (name) => {
    const { cache, client } = await make();
    client.answer = () => "made";
    expect(cache[name]("k", { version: 2 })).toBe("made");
    expect(client.calls).toEqual([[name, "k", { version: 2 }]]);
  });
});

describe("with IGNORE_EXCEPTIONS", () => {
  test.each(FALLBACK_ANSWERS)("%s%j has the fallback answer %j", async (name, args, answer) => {
    const { cache, client } = await make({ IGNORE_EXCEPTIONS: true });
    failing(client, unreachable());
    expect(await call(cache, name, args)).toEqual(answer);
  });

  test.each(FALLBACK_ANSWERS.filter(([, , answer]) => typeof answer === "object" && answer !== null))(
    "%s%j returns a new object each time, so callers do not share changes",
    async (name, args) => {
      const { cache, client } = await make({ IGNORE_EXCEPTIONS: true });
      failing(client, unreachable());
      expect(await call(cache, name, args)).not.toBe(await call(cache, name, args));
    },
  );

  test.each<[code: ErrorCode]>([
    ["ERR_UNREACHABLE"],
    ["ERR_NO_REPLY"],
    ["ERR_TIMEOUT"],
    ["ERR_REPLY"],
    ["ERR_DECODE"],
    ["ERR_DAMAGED"],
    ["ERR_TOO_LARGE"],
  ])("%s is ignored, from any copy of the core", async (code) => {
    const { cache, client } = await make({ IGNORE_EXCEPTIONS: true });
    failing(client, Object.assign(new Error("x"), { code }));
    expect(await cache.get("k", "fallback")).toBe("fallback");
  });

  test.each<[what: string, error: unknown]>([
    ["a wrong argument", new TypeError("timeout must be a number")],
    ["a number out of range", new RangeError("too long")],
    ["a value that cannot be stored", new SerializerError("ERR_ENCODE", "x")],
    ["a missing key", new KeyNotFound("k")],
    ["a closed cache", new ConnectionInterrupted("ERR_CLOSED", "x")],
    ["an error of unknown origin", new Error("x")],
    ["a system error without a connection", Object.assign(new Error("x"), { code: "ENOENT" })],
    ["something that is not an Error", "a tantrum"],
    ["nothing", undefined],
  ])("%s is never ignored", async (_what, error) => {
    const { cache, client } = await make({ IGNORE_EXCEPTIONS: true });
    failing(client, error);
    for (const [name, args] of FALLBACK_ANSWERS) await expect(call(cache, name, args)).rejects.toBe(error);
  });

  test("cache.client ignores nothing", async () => {
    const { cache, client } = await make({ IGNORE_EXCEPTIONS: true });
    failing(client, unreachable());
    await expect(cache.client.get("k")).rejects.toMatchObject({
      name: "ConnectionInterrupted",
      code: "ERR_UNREACHABLE",
    });
  });

  test("the client applies the same policy to the parts of an operation, by ignoreOrThrow", async () => {
    const { client } = await make({ IGNORE_EXCEPTIONS: true });
    expect(client.context.ignoreOrThrow(unreachable(), "setMany")).toBe(undefined);
    expect(() => client.context.ignoreOrThrow(new TypeError("x"), "setMany")).toThrow(TypeError);
    const strict = await make();
    expect(() => strict.client.context.ignoreOrThrow(unreachable(), "setMany")).toThrow(
      ConnectionInterrupted,
    );
  });
});

describe.each(ITERATORS)("%s", (name) => {
  const pages = (error?: unknown) =>
    async function* (): AsyncGenerator<string> {
      yield "a";
      yield "b";
      if (error !== undefined) throw error;
    };
  const iterate = (cache: Cache) =>
    call(cache, name, ["k", { itersize: 2 }]) as unknown as AsyncIterable<string>;

  test("passes on the client's items, and its arguments", async () => {
    const { cache, client } = await make();
    client.answer = pages();
    expect(await collect(iterate(cache))).toEqual(["a", "b"]);
    expect(client.calls).toEqual([[name, "k", { itersize: 2 }]]);
  });

  test("ends, and does not throw, if Redis becomes unreachable and that is ignored", async () => {
    const { cache, client } = await make({ IGNORE_EXCEPTIONS: true });
    client.answer = pages(unreachable());
    expect(await collect(iterate(cache))).toEqual(["a", "b"]);
  });

  test("throws errors that are not ignored, also for a wrong argument, for which the client throws synchronously", async () => {
    const strict = await make();
    strict.client.answer = pages(unreachable());
    await expect(collect(iterate(strict.cache))).rejects.toThrow(ConnectionInterrupted);

    const { cache, client } = await make({ IGNORE_EXCEPTIONS: true });
    client.answer = () => {
      throw new TypeError("pattern must be a string");
    };
    await expect(collect(iterate(cache))).rejects.toThrow(TypeError);
  });

  test("lets the client clean up when the caller leaves early", async () => {
    const { cache, client } = await make({ IGNORE_EXCEPTIONS: true });
    let cleaned = false;
    client.answer = async function* () {
      try {
        yield "a";
        yield "b";
      } finally {
        cleaned = true;
      }
    };
    for await (const key of iterate(cache)) {
      expect(key).toBe("a");
      break;
    }
    expect(cleaned).toBe(true);
  });

  test("does not catch an error of the loop's own body", async () => {
    const { cache, client } = await make({ IGNORE_EXCEPTIONS: true });
    client.answer = pages();
    const own = unreachable();
    await expect(
      (async () => {
        for await (const _ of iterate(cache)) throw own;
      })(),
    ).rejects.toBe(own);
  });
});

describe("an ignored error is logged", () => {
  test("if LOG_IGNORED_EXCEPTIONS is set at the top, by either name, with the error itself", async () => {
    for (const prefix of ["", "DJANGO_REDIS_"]) {
      const logger = { error: vi.fn() };
      const top = { [`${prefix}LOG_IGNORED_EXCEPTIONS`]: true, [`${prefix}LOGGER`]: logger };
      const { cache, client } = await make({ IGNORE_EXCEPTIONS: true }, top);
      const error = unreachable();
      failing(client, error);
      await cache.get("k");
      expect(logger.error.mock.calls).toEqual([[error, "Exception ignored in get of the cache default"]]);
    }
  });

  test("if one cache's OPTIONS say so, which django-redis does not read", async () => {
    const logger = { error: vi.fn() };
    const { cache, client } = await make({
      IGNORE_EXCEPTIONS: true,
      LOG_IGNORED_EXCEPTIONS: true,
      LOGGER: logger,
    });
    client.answer = async function* () {
      yield* [];
      throw unreachable();
    };
    await collect(cache.iterKeys("*"));
    expect(logger.error.mock.calls).toEqual([
      [expect.any(ConnectionInterrupted), "Exception ignored in iterKeys of the cache default"],
    ]);
  });

  test("to the console if there is no LOGGER", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const { cache, client } = await make({ IGNORE_EXCEPTIONS: true, LOG_IGNORED_EXCEPTIONS: true });
    failing(client, unreachable());
    await cache.get("k");
    expect(error.mock.calls).toEqual([
      ["Exception ignored in get of the cache default:", unreachable().message],
    ]);
    error.mockRestore();
  });

  test("by a method call on the logger, which may need its this", async () => {
    class Logger {
      readonly lines: string[] = [];
      error(_error: unknown, message: string): void {
        this.lines.push(message);
      }
    }
    const logger = new Logger();
    const { cache, client } = await make({
      IGNORE_EXCEPTIONS: true,
      LOG_IGNORED_EXCEPTIONS: true,
      LOGGER: logger,
    });
    failing(client, unreachable());
    await cache.get("k");
    expect(logger.lines).toHaveLength(1);
  });

  test("and nothing else is", async () => {
    const logger = { error: vi.fn() };
    const { cache, client } = await make({
      IGNORE_EXCEPTIONS: true,
      LOG_IGNORED_EXCEPTIONS: true,
      LOGGER: logger,
    });
    await cache.get("k");
    failing(client, new TypeError("x"));
    await cache.get("k").catch(() => {});
    const quiet = await make({ IGNORE_EXCEPTIONS: true, LOGGER: logger });
    failing(quiet.client, unreachable());
    await quiet.cache.get("k");
    const strict = await make({ LOG_IGNORED_EXCEPTIONS: true, LOGGER: logger });
    failing(strict.client, unreachable());
    await strict.cache.get("k").catch(() => {});
    expect(logger.error).not.toHaveBeenCalled();
  });
});

describe("close", () => {
  test("does nothing unless CLOSE_CONNECTION says so", async () => {
    const { cache, client } = await make();
    await cache.close();
    expect(client.calls).toEqual([]);
    const own = await make({ CLOSE_CONNECTION: false }, { CLOSE_CONNECTION: true });
    await own.cache.close();
    expect(own.client.calls).toEqual([]);
  });

  test.each([
    [{ CLOSE_CONNECTION: true }, {}],
    [{}, { CLOSE_CONNECTION: true }],
    [{}, { DJANGO_REDIS_CLOSE_CONNECTION: true }],
  ])("releases this client's connections until the next command with %j %j", async (own, top) => {
    const { cache, client } = await make(own, top);
    await cache.close();
    expect(client.calls).toEqual([["close"]]);
    await cache.get("k");
    expect(client.calls).toHaveLength(2);
  });

  test("ignores arguments, which are a type error in django-redis", async () => {
    const { cache, client } = await make({ CLOSE_CONNECTION: true });
    await (cache.close as Command)({ final: true });
    expect(client.calls).toEqual([["close"]]);
  });

  test("for good happens at the end of an `await using` block, whatever CLOSE_CONNECTION says", async () => {
    const { cache, client } = await make();
    await cache[Symbol.asyncDispose]();
    expect(client.calls).toEqual([["close", { final: true }]]);
  });
});
