import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outagesOf } from "../../../../test/fixtures/outages.js";
import { Application } from "../support/application.js";
import { FRAMEWORKS } from "../support/frameworks.js";

/** Milliseconds within which a request is answered whatever Redis does: SOCKET_TIMEOUT is a second here. */
const IN_TIME = 10_000;
const HOUR = 3_600_000;

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
      async ({ begin, end }) => {
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
        await begin();
        try {
          for (let request = 0; request < 3; request++) {
            const refused = await inTime(closed.get());
            expect(refused).toMatchObject({ status: 500, body: expect.stringMatching(failure) });
            expect((await inTime(opened.get())).status).toBe(200);
          }
        } finally {
          await end();
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
