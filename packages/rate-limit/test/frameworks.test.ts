import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { outagesOf } from "../../../test/fixtures/outages.js";
import { type Started, start } from "../../../test/fixtures/topologies.js";
import { Application } from "./support/application.js";

/** Milliseconds within which a request is answered whatever Redis does: SOCKET_TIMEOUT is a second here. */
const IN_TIME = 10_000;
const HOUR = 3_600_000;

/** The options of each framework's limiter, and its answer to a request that could not be counted. */
const FRAMEWORKS = [
  {
    framework: "express" as const,
    limit: (limit: number, window: number) => ({ limit, windowMs: window }),
    letThrough: { passOnStoreError: true },
    failure: /^"ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)"$/,
  },
  {
    framework: "fastify" as const,
    limit: (limit: number, window: number) => ({ max: limit, timeWindow: window }),
    letThrough: { skipOnError: true },
    failure: /"code":"ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)"/,
  },
];

describe.each(FRAMEWORKS)("requests of $framework", ({ framework, limit }) => {
  let started: Started;
  beforeAll(async () => {
    started = await start("default");
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(() => started.empty());

  test("are rejected beyond the limit, and allowed again in the next window", async () => {
    await using app = await Application.start(framework, started.settings, limit(2, 3_000));
    // The three may fall on both sides of a window's end: then the test tries again.
    await eventually(async () => {
      await started.empty();
      const answers = [await app.get(), await app.get(), await app.get()];
      expect(answers.map(({ status, remaining }) => ({ status, remaining }))).toEqual([
        { status: 200, remaining: 1 },
        { status: 200, remaining: 0 },
        { status: 429, remaining: 0 },
      ]);
      expect(Number(answers[2]?.headers.get("retry-after"))).toBeLessThanOrEqual(3);
    });
    await eventually(async () => expect((await app.get()).status).toBe(200));
  });

  test("are counted once each, in four processes with 250 requests each", async () => {
    const start = () => Application.start(framework, started.settings, limit(1000, HOUR));
    await using apps = await startAll(4, start);
    const remaining = await Promise.all(
      apps.all.map(async (app) => {
        const seen: number[] = [];
        // As many at once as a browser or a proxy has connections.
        const ask = async () => {
          while (seen.length + asking < 250) {
            asking += 1;
            const answer = await app.get();
            asking -= 1;
            expect(answer.status).toBe(200);
            seen.push(answer.remaining);
          }
        };
        let asking = 0;
        await Promise.all(Array.from({ length: 10 }, ask));
        return seen;
      }),
    );
    const sorted = remaining.flat().sort((a, b) => a - b);
    expect(sorted).toEqual(Array.from({ length: 1000 }, (_, index) => index));
    expect((await apps.all[0]?.get())?.status).toBe(429);
    const [key] = await started.keys();
    const left = await started.pttl(key ?? "");
    expect(left).toBeGreaterThan(HOUR / 2);
    expect(left).toBeLessThanOrEqual(HOUR);
  });
});

describe.each(FRAMEWORKS)(
  "requests of $framework, while Redis is",
  ({ framework, limit, letThrough, failure }) => {
    let server: RedisServer;
    let settings: object;
    beforeAll(async () => {
      server = await startServer({ persistent: true });
      // The cache's error policy has no effect here.
      const OPTIONS = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1, IGNORE_EXCEPTIONS: true };
      settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
    });
    afterAll(() => server.stop());

    test.each(outagesOf(() => server))(
      "$how, are answered in time: allowed or not, as its options say",
      async ({ away, back }) => {
        await using closed = await Application.start(framework, settings, limit(1000, HOUR));
        await using opened = await Application.start(framework, settings, {
          ...limit(1000, HOUR),
          ...letThrough,
        });
        const before = await eventually(async () => {
          const { status, remaining } = await closed.get();
          expect(status).toBe(200);
          return remaining;
        });
        await opened.get();
        await away();
        try {
          for (let request = 0; request < 3; request++) {
            const refused = await inTime(closed.get());
            expect(refused).toMatchObject({ status: 500, body: expect.stringMatching(failure) });
            expect((await inTime(opened.get())).status).toBe(200);
          }
        } finally {
          await back();
        }
        // It goes on where it was.
        await eventually(async () => {
          const { status, remaining } = await closed.get();
          expect({ status, isLess: remaining < before }).toEqual({ status: 200, isLess: true });
        });
      },
    );

    test("refusing connections from the start, are answered in time, too", async () => {
      const CACHES = { default: { LOCATION: "redis://127.0.0.1:1" } };
      await using closed = await Application.start(framework, { CACHES }, limit(1, HOUR));
      await using opened = await Application.start(
        framework,
        { CACHES },
        { ...limit(1, HOUR), ...letThrough },
      );
      for (let request = 0; request < 3; request++) {
        const refused = await inTime(closed.get());
        expect(refused).toMatchObject({ status: 500, body: expect.stringMatching(failure) });
        expect((await inTime(opened.get())).status).toBe(200);
      }
    });

    const inTime = <T>(work: Promise<T>): Promise<T> =>
      eventually(() => work, { deadline: IN_TIME, interval: IN_TIME });
  },
);

async function startAll(count: number, one: () => Promise<Application>) {
  const all = await Promise.all(Array.from({ length: count }, one));
  return {
    all,
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map((app) => app[Symbol.asyncDispose]()));
    },
  };
}
