import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outagesOf } from "../../../../test/fixtures/outages.js";
import { Application, FRAMEWORKS } from "../support/application.js";

/** Milliseconds within which a request is answered whatever Redis does: SOCKET_TIMEOUT is a second here. */
const IN_TIME = 10_000;

describe.each(FRAMEWORKS)("%s, while Redis", (framework) => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startServer({ persistent: true });
  });
  afterAll(() => server.stop());

  test("refuses connections, the application answers every request in time", async () => {
    await using caches = await createCaches({
      LOG_IGNORED_EXCEPTIONS: false,
      CACHES: { default: { LOCATION: "redis://127.0.0.1:1" } },
    });
    let count = 0;
    await using app = await Application.start(framework, caches.get(), () => {
      count += 1;
      return { headers: { "cache-control": "max-age=60" }, body: `answer ${count}` };
    });
    for (const path of ["/a", "/a", "/b"]) {
      const answer = await inTime(app.get(path));
      expect({ status: answer.status, body: await inTime(answer.text()) }).toEqual({
        status: 200,
        body: `answer ${count}`,
      });
    }
    expect(count).toBe(3);
    expect((await inTime(app.get("/a", {}, "POST"))).status).toBe(200);
  });

  describe.each([{ IGNORE_EXCEPTIONS: false }, { IGNORE_EXCEPTIONS: true }])("with %o", (policy) => {
    test.each(outagesOf(() => server))(
      "$how: the application answers every request in time",
      async ({ begin, end }) => {
        const OPTIONS = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1, ...policy };
        await using caches = await createCaches({
          LOG_IGNORED_EXCEPTIONS: false,
          CACHES: { default: { LOCATION: server.url(), OPTIONS } },
        });
        let count = 0;
        await using app = await Application.start(framework, caches.get(), ({ method }) => {
          count += 1;
          return {
            headers: method === "GET" ? { "cache-control": "max-age=60" } : {},
            body: `answer ${count}`,
          };
        });
        await eventually(async () =>
          expect((await app.get("/a")).headers.get("cache-status")).toMatch(/hit/),
        );
        await begin();
        try {
          for (let request = 0; request < 3; request++) {
            const answers = await inTime(
              Promise.all([app.get("/a"), app.get("/b"), app.get("/a", {}, "POST")]),
            );
            for (const answer of answers) {
              expect(answer.status).toBe(200);
              expect(await inTime(answer.text())).toMatch(/^answer \d+$/);
            }
          }
        } finally {
          await end();
        }
        await eventually(async () =>
          expect((await app.get("/a")).headers.get("cache-status")).toMatch(/hit/),
        );
      },
    );
  });
});

const inTime = <T>(work: Promise<T>): Promise<T> =>
  eventually(() => work, { deadline: IN_TIME, interval: IN_TIME });
