import fastifyCoffer from "@coffer/fastify";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outagesOf } from "../../../../test/fixtures/outages.js";

/** Milliseconds within which a request is answered whatever Redis does: SOCKET_TIMEOUT is a second here. */
const IN_TIME = 10_000;

let server: RedisServer;
beforeAll(async () => {
  server = await startServer({ persistent: true });
});
afterAll(() => server.stop());

const start = async (options: object = {}, LOCATION = server.url()) => {
  const app = Fastify();
  const OPTIONS = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1, ...options };
  await app.register(fastifyCoffer, { settings: { CACHES: { default: { LOCATION, OPTIONS } } } });
  app.get("/", () => app.caches.get().getOrSet("report", () => "loaded", "1h"));
  return app;
};

const inTime = <T>(work: Promise<T>): Promise<T> =>
  eventually(() => work, { deadline: IN_TIME, interval: IN_TIME });

describe.each(outagesOf(() => server))("while Redis is $how", ({ begin, end }) => {
  test("each request gets its error in time, and the answer again afterwards", async () => {
    await using app = await start();
    const answers = () => eventually(async () => expect((await app.inject("/")).body).toBe("loaded"));
    await answers();
    await begin();
    try {
      for (let request = 0; request < 3; request++) {
        const answer = await inTime(app.inject("/"));
        expect(answer.statusCode).toBe(500);
        expect(answer.json().code).toMatch(/^ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)$/);
      }
    } finally {
      await end();
    }
    await answers();
  });

  test("the loader answers each request in time while exceptions are ignored", async () => {
    await using app = await start({ IGNORE_EXCEPTIONS: true });
    await begin();
    try {
      expect((await inTime(app.inject("/"))).body).toBe("loaded");
    } finally {
      await end();
    }
  });

  test("the application closes in time", async () => {
    const app = await start();
    await app.inject("/");
    await begin();
    try {
      await inTime(app.close());
    } finally {
      await end();
    }
  });
});

test("while Redis refuses connections, each request gets its error in time", async () => {
  await using app = await start({}, "redis://127.0.0.1:1");
  const answer = await inTime(app.inject("/"));
  expect(answer.json()).toMatchObject({ statusCode: 500, code: "ERR_UNREACHABLE" });
});
