import { once } from "node:events";
import { type CacheOptions, createCaches } from "@coffer/cache-core";
import { ConnectionFactory, type ParserHandlers, RespClient, RespParser } from "@coffer/connection-resp";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parsers, ReferenceParser } from "./parsers.js";
import { startPretender } from "./pretender.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const settings = (options: object) => ({
  CACHES: {
    default: {
      LOCATION: server.url(1),
      OPTIONS: {
        CLIENT_CLASS: "@coffer/client-default",
        SERIALIZER: "@coffer/serializer-json",
        CONNECTION_FACTORY: "@coffer/connection-resp",
        ...options,
      },
    },
  },
});

describe("PARSER_CLASS", () => {
  it("reads every reply of the cache's connection; here it is a file, by its path", async () => {
    const PARSER_CLASS = "./fixtures/shouting-parser.mjs#ShoutingParser";
    await using caches = await createCaches(settings({ PARSER_CLASS }), { parent: import.meta });
    const cache = caches.get("default");
    await cache.set("greeting", "good evening");
    expect(await cache.get("greeting")).toBe("GOOD EVENING");
  });

  it.each([
    ["no-such-parser", /PARSER_CLASS: "no-such-parser" is not installed/],
    ["redis-parser#Hiredis", /PARSER_CLASS: .* has no export "Hiredis"/],
    [() => {}, /PARSER_CLASS: this is not a parser: it must be a class/],
    [class Mute {}, /PARSER_CLASS: Mute is not a parser: it lacks the method execute/],
  ])("that is not a parser is a problem of the settings: %s", async (PARSER_CLASS, message) => {
    await expect(createCaches(settings({ PARSER_CLASS }), { parent: import.meta })).rejects.toThrow(message);
  });

  it.each(["PythonParser", "HiredisParser", "_RESP2Parser", "_HiredisParser"])(
    "may be redis-py's %s, as in a Django settings block: the parser of this package replaces it",
    async (name) => {
      const PARSER_CLASS = `redis.connection.${name}`;
      await using caches = await createCaches(settings({ PARSER_CLASS }), { parent: import.meta });
      const cache = caches.get("default");
      await cache.set("greeting", "good evening");
      expect(await cache.get("greeting")).toBe("good evening");
    },
  );

  it("is compared, so that connections with different parsers are not shared", () => {
    const pool = (options: CacheOptions) =>
      new ConnectionFactory(options).getOrCreateConnectionPool({ url: server.url(1) });
    expect(pool({})).toBe(pool({ PARSER_CLASS: RespParser }));
    expect(pool({})).not.toBe(pool({ PARSER_CLASS: ReferenceParser }));
  });

  it("is created for each connection", async () => {
    let created = 0;
    class Counted extends RespParser {
      constructor(handlers: ParserHandlers) {
        super(handlers);
        created += 1;
      }
    }
    const connection = new ConnectionFactory({ PARSER_CLASS: Counted }).connect(server.url(1));
    await connection.ready();
    const before = created;
    (connection.native as { destroy(): void }).destroy();
    await eventually(() => connection.send("PING", []));
    expect(created).toBe(before + 1);
    await connection.close();
  });

  it.each(parsers)("can be $name, whose errors are taken for Redis's", async ({ PARSER_CLASS }) => {
    const connection = new ConnectionFactory({ PARSER_CLASS }).connect(server.url(1));
    await expect(connection.send("NOSUCHCOMMAND", [])).rejects.toMatchObject({
      code: "ERR_REPLY",
      cause: { name: "ReplyError", message: expect.stringMatching(/^ERR unknown command/) },
    });
    await connection.close();
  });
});

class ThrowingParser extends RespParser {
  override execute(chunk: Buffer): void {
    if (chunk.includes("?")) throw new RangeError("out of my depth");
    super.execute(chunk);
  }
}

/** Ignores a fatal error. */
class HeedlessParser extends RespParser {
  constructor(handlers: ParserHandlers) {
    super({
      ...handlers,
      returnFatalError: (error) => {
        handlers.returnFatalError(error);
        handlers.returnReply("wrong");
      },
    });
  }
}

const unusual = [
  { name: "a parser that throws", PARSER_CLASS: ThrowingParser },
  { name: "a parser that continues after a fatal error", PARSER_CLASS: HeedlessParser },
];

describe.each([...parsers, ...unusual])("an invalid reply, with $name", ({ PARSER_CLASS }) => {
  it("ends the connection, since later replies would be assigned to the wrong commands", async () => {
    await using pretender = await startPretender((received) =>
      received.includes("PING") ? "+PONG\r\n" : "?what\r\n+OK\r\n",
    );
    const connection = new ConnectionFactory({ PARSER_CLASS }).connect(pretender.url);
    await connection.ready();
    const begin = performance.now();
    const calls = await Promise.allSettled([connection.send("GET", ["a"]), connection.send("GET", ["b"])]);
    expect(performance.now() - begin).toBeLessThan(20_000);
    for (const call of calls) {
      expect(call).toMatchObject({
        reason: {
          code: "ERR_NO_REPLY",
          message: expect.stringMatching(/the server's replies cannot be read: \S/),
        },
      });
    }
    await connection.close();
  });
});

it("a reply without a command ends the connection", async () => {
  await using pretender = await startPretender(() => "+PONG\r\n+and more\r\n");
  const client = new RespClient({ host: "127.0.0.1", port: pretender.port });
  await client.connect();
  const ended = once(client, "end");
  expect(await client.call("PING")).toBe("PONG");
  const [reason] = (await ended) as [Error];
  expect(reason.message).toBe("the server sent a reply without a command");
});
