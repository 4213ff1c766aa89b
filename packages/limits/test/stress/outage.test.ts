import { limiter, semaphore, windowCounter } from "@coffer/limits";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { type Caches, createCaches } from "coffer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outagesOf } from "../../../../test/fixtures/outages.js";

/** Milliseconds within which a call ends whatever Redis does: SOCKET_TIMEOUT is a second here. */
const IN_TIME = 10_000;
const CODE = expect.stringMatching(/^ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)$/);
const login = { name: "login", limit: 10, every: "1d" } as const;

let server: RedisServer;
let logged: string[];
beforeAll(async () => {
  server = await startServer({ persistent: true });
});
afterAll(() => server.stop());

const open = (options: object = {}, LOCATION = server.url()): Promise<Caches> => {
  logged = [];
  const log = (...words: unknown[]) => void logged.push(words.map(String).join(" "));
  const OPTIONS = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1, LOG_IGNORED_EXCEPTIONS: true, ...options };
  const LOGGER = { debug: log, info: log, warn: log, error: log };
  return createCaches({ LOGGER, CACHES: { default: { LOCATION, OPTIONS } } }, { parent: import.meta });
};

/** `work` settles once: it is not called again. */
const inTime = <T>(work: Promise<T>): Promise<T> =>
  eventually(() => work, { deadline: IN_TIME, interval: IN_TIME });

describe.each(outagesOf(() => server))("while Redis is $how", ({ begin, end }) => {
  test.each([{ IGNORE_EXCEPTIONS: false }, { IGNORE_EXCEPTIONS: true }])(
    "every call ends in time, and only failOpen decides (%j)",
    async (options) => {
      await using caches = await open(options);
      const opened = limiter(caches, { ...login, failOpen: true });
      const closed = limiter(caches, { ...login, failOpen: false });
      const counter = windowCounter(caches, { name: "calls", every: "1h" });
      const places = semaphore(caches, { name: "printer", permits: 1 });
      await eventually(async () => expect(await closed.take("ada")).not.toHaveProperty("error"));
      await closed.reset("ada");
      await begin();
      try {
        for (let take = 0; take < 3; take++) {
          const error = expect.objectContaining({ code: CODE });
          const allowed = await inTime(opened.take("ada"));
          expect(allowed).toMatchObject({ allowed: true, remaining: 0, retryAfter: 0, error });
          const refused = await inTime(closed.take("ada"));
          expect(refused).toMatchObject({ allowed: false, remaining: 0, retryAfter: 8640, error });
        }
        expect(logged.filter((line) => line.includes("take"))).not.toEqual([]);
        await expect(inTime(counter.hit("ada"))).rejects.toMatchObject({ code: CODE });
        await expect(inTime(counter.read("ada"))).rejects.toMatchObject({ code: CODE });
        await expect(inTime(counter.undo("ada"))).rejects.toMatchObject({ code: CODE });
        await expect(inTime(counter.reset("ada"))).rejects.toMatchObject({ code: CODE });
        await expect(inTime(places.using(() => "work"))).rejects.toMatchObject({ code: CODE });
        await expect(inTime(closed.reset("ada"))).rejects.toMatchObject({ code: CODE });
      } finally {
        await end();
      }
      await eventually(async () => expect(await closed.take("ada")).not.toHaveProperty("error"));
    },
  );
});

test("while Redis refuses connections, every call ends in time, and failOpen decides", async () => {
  await using caches = await open({}, "redis://127.0.0.1:1");
  const error = expect.objectContaining({ code: "ERR_UNREACHABLE" });
  for (const failOpen of [true, false]) {
    const taken = await inTime(limiter(caches, { ...login, failOpen }).take("ada"));
    expect(taken).toMatchObject({ allowed: failOpen, remaining: 0, error });
  }
  const counter = windowCounter(caches, { name: "calls", every: "1h" });
  await expect(inTime(counter.hit("ada"))).rejects.toEqual(error);
  const places = semaphore(caches, { name: "printer", permits: 1 });
  await expect(inTime(places.using(() => "work"))).rejects.toEqual(error);
});

test("failOpen does not decide about a cache that was closed", async () => {
  const caches = await open();
  const limit = limiter(caches, { ...login, failOpen: true });
  await caches.close();
  await expect(limit.take("ada")).rejects.toMatchObject({ code: "ERR_CLOSED" });
});

test("work whose slot cannot be released, since Redis is killed, still succeeds", async () => {
  await using caches = await open({ SOCKET_TIMEOUT: 30, SOCKET_CONNECT_TIMEOUT: 30 });
  const places = semaphore(caches, { name: "printer", permits: 1 });
  const done = places.using(async () => {
    await server.kill();
    return "done";
  });
  try {
    expect(await inTime(done)).toBe("done");
    expect(logged.filter((line) => line.includes("release"))).not.toEqual([]);
  } finally {
    await server.restart();
  }
});
