import { once } from "node:events";
import { request as ask } from "node:http";
import { text } from "node:stream/consumers";
import type { Caches } from "@coffer/cache-core";
import { httpCache } from "@coffer/http-cache";
import { httpCache as honoCache } from "@coffer/http-cache/hono";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Answered, Application } from "./support/application.js";

let server: RedisServer;
let caches: Caches;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** No test sees what another one may still be storing. */
let KEY_PREFIX = "";
let tests = 0;
beforeEach(async () => {
  tests += 1;
  KEY_PREFIX = `test${tests}`;
  caches = await createCaches({
    CACHES: {
      default: { LOCATION: server.url(), KEY_PREFIX },
      other: { LOCATION: server.url(1), KEY_PREFIX },
    },
  });
});
afterEach(() => caches.close());

describe("options", () => {
  test.each([
    [{ ttl: 5 }, /there is no option 'ttl'; known are alias, maxAge,/],
    [{ maxAge: "soon" }, /maxAge/],
    [{ keep: -1 }, /keep must be a time from 0/],
    [{ wait: null }, /wait must be a time from 0/],
    [{ maxBytes: "1kb" }, /maxBytes must be a number of bytes/],
    [{ tags: ["a"] }, /tags must be a function/],
    [{ bypass: true }, /bypass must be a function/],
    [{ key: "a" }, /key must be a function/],
    [{ alias: "unknown" }, /unknown/],
    [null, /options must be an object/],
  ])("%j are refused", (options, message) => {
    expect(() => httpCache(caches, options as never)).toThrow(message);
  });

  test("a value that is not a cache is rejected, and so is an application without fetch", () => {
    expect(() => httpCache({} as never)).toThrow(/httpCache takes what createCaches resolves to/);
    expect(() => honoCache(caches, { app: {} as never })).toThrow(/app must be an application/);
  });

  test("alias selects the cache", async () => {
    const pages = httpCache(caches, { alias: "other" });
    await caches.get("other").set("http:/a", 1);
    expect(await pages.purge("https://shop.example/a#part")).toBe(true);
    expect(await pages.purge("/a")).toBe(false);
    await expect(pages.purge("a")).rejects.toThrow(/purge takes a URL/);
  });
});

/** Answers when the test says so. */
function held(headers: Record<string, string> = { "cache-control": "max-age=60" }) {
  const waiting: ((answer: Answered) => void)[] = [];
  return {
    waiting,
    answer: () => new Promise<Answered>((resolve) => waiting.push(resolve)),
    release: (body: string) => {
      for (const resolve of waiting.splice(0)) resolve({ headers, body });
    },
  };
}

test("a request that waits for one whose client disconnects is answered", async () => {
  const application = held();
  await using app = await Application.start("express", caches.get(), application.answer);
  const given = ask(`${app.url}/a`)
    .on("error", () => {})
    .end();
  await eventually(async () => expect(application.waiting).toHaveLength(1));
  const others = [app.text("/a"), app.text("/a"), app.text("/a")];
  given.destroy();
  await eventually(async () => expect(application.waiting.length).toBeGreaterThan(1));
  application.release("for others");
  const answers = Promise.all(others);
  // One that arrived before its client disconnected still waits.
  const timer = setInterval(() => application.release("for others"), 50);
  expect(await answers).toEqual(["for others", "for others", "for others"]);
  clearInterval(timer);
});

test("requests wait for another one no longer than wait, and then get their own responses", async () => {
  const application = held();
  await using app = await Application.start("express", caches.get(), application.answer, { wait: "1s" });
  const answers = [app.text("/a"), app.text("/a")];
  await eventually(async () => expect(application.waiting).toHaveLength(2));
  application.release("late");
  expect(await Promise.all(answers)).toEqual(["late", "late"]);
});

test("a load that was running during a purge is not stored", async () => {
  const application = held();
  await using app = await Application.start("express", caches.get(), application.answer);
  const first = app.text("/a");
  await eventually(async () => expect(application.waiting).toHaveLength(1));
  await app.purge("/a");
  application.release("old");
  expect(await first).toBe("old");
  const second = app.text("/a");
  await eventually(async () => expect(application.waiting).toHaveLength(1));
  application.release("new");
  expect(await second).toBe("new");
});

/** The response to a request with this host name, which processes behind a proxy share. */
async function asShop({ url }: Application): Promise<string> {
  const [answer] = await once(ask(`${url}/a`, { headers: { host: "shop.example" } }).end(), "response");
  return text(answer);
}

test("with the layer herd one call of the application answers the requests of all processes", async () => {
  const settings = {
    CACHES: {
      default: { LOCATION: server.url(), KEY_PREFIX, OPTIONS: { LAYERS: ["herd"], CACHE_HERD_TIMEOUT: 0 } },
    },
  };
  const application = held();
  let arrived = 0;
  const bypass = () => {
    arrived += 1;
    return false;
  };
  await using one = await createCaches(settings, { parent: import.meta });
  await using two = await createCaches(settings, { parent: import.meta });
  await using first = await Application.start("express", one.get(), application.answer, { bypass });
  await using second = await Application.start("express", two.get(), application.answer, { bypass });
  const answers = [asShop(first)];
  await eventually(async () => expect(application.waiting).toHaveLength(1));
  answers.push(asShop(second), asShop(second), asShop(first));
  await eventually(async () => expect(arrived).toBe(4));
  application.release("once");
  expect(await Promise.all(answers)).toEqual(["once", "once", "once", "once"]);
  expect(first.asked.length + second.asked.length).toBe(1);
});

test("variants of a deleted response are not found again", async () => {
  let count = 0;
  await using app = await Application.start("express", caches.get(), () => {
    count += 1;
    return { headers: { "cache-control": "max-age=60", vary: "accept" }, body: `answer ${count}` };
  });
  const ask = (accept: string) => app.text("/a", { accept });
  expect([await ask("a"), await ask("b")]).toEqual(["answer 1", "answer 2"]);
  await eventually(async () => expect(await server.text("KEYS", `${KEY_PREFIX}:*`)).toHaveLength(2));
  await app.purge("/a");
  expect([await ask("a"), await ask("b"), await ask("a")]).toEqual(["answer 3", "answer 4", "answer 3"]);
});
