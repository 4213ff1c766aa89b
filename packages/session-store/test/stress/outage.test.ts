import { SessionStore } from "@coffer/session-store";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outagesOf } from "../../../../test/fixtures/outages.js";
import { Application } from "../support/application.js";

/** Milliseconds within which a request is answered whatever Redis does: SOCKET_TIMEOUT is a second here. */
const IN_TIME = 10_000;

let server: RedisServer;
beforeAll(async () => {
  // Sessions must still exist after it was killed.
  server = await startServer({ persistent: true });
});
afterAll(() => server.stop());

const inTime = <T>(work: Promise<T>): Promise<T> =>
  eventually(() => work, { deadline: IN_TIME, interval: IN_TIME });

const timeouts = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1 };

describe.each(["express", "fastify"] as const)("%s, during an outage of Redis,", (framework) => {
  const start = (options: object = {}) =>
    Application.start({ framework, cache: { LOCATION: server.url(), OPTIONS: { ...timeouts, ...options } } });

  const login = (app: Application) =>
    eventually(async () => {
      const { status, cookie } = await app.get("/set?user=ada");
      if (status !== 200 || cookie === undefined) throw new Error("no session was stored");
      return cookie;
    });

  test.each(outagesOf(() => server))(
    "answers each request in time with an error, and continues afterwards: $how",
    async ({ begin, end }) => {
      await using app = await start();
      const cookie = await login(app);
      await begin();
      try {
        for (let request = 0; request < 3; request++) {
          const { status, body } = await inTime(app.get("/show", cookie));
          expect({ status, body }).toEqual({
            status: 500,
            body: expect.objectContaining({
              code: expect.stringMatching(/^ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)$/),
            }),
          });
        }
      } finally {
        await end();
      }
      await eventually(async () =>
        expect((await app.get("/show", cookie)).body).toMatchObject({ user: "ada" }),
      );
    },
  );

  test("continues with a new session while exceptions are ignored, which is not kept", async () => {
    await using app = await start({ IGNORE_EXCEPTIONS: true });
    const cookie = await login(app);
    await server.kill();
    try {
      const answer = await inTime(app.get("/show", cookie));
      expect(answer.status).toBe(200);
      expect(answer.body).not.toHaveProperty("user");
      expect(await inTime(app.get("/set?user=eve", cookie))).toMatchObject({
        status: 200,
        body: { user: "eve" },
      });
    } finally {
      await server.restart();
    }
    await eventually(async () =>
      expect((await app.get("/show", cookie)).body).toMatchObject({ user: "ada" }),
    );
  });

  test("does not report a successful logout, even while exceptions are ignored", async () => {
    await using app = await start({ IGNORE_EXCEPTIONS: true });
    const cookie = await login(app);
    await server.kill();
    try {
      expect((await inTime(app.get("/logout", cookie))).status).toBe(500);
    } finally {
      await server.restart();
    }
    await eventually(async () =>
      expect((await app.get("/show", cookie)).body).toMatchObject({ user: "ada" }),
    );
  });
});

test("while exceptions are ignored nothing is listed, but clear rejects", async () => {
  await using caches = await createCaches(
    { CACHES: { default: { LOCATION: server.url(), OPTIONS: { ...timeouts, IGNORE_EXCEPTIONS: true } } } },
    { parent: import.meta },
  );
  const store = new SessionStore(caches);
  await server.kill();
  try {
    expect(await inTime(store.all())).toEqual([]);
    expect(await inTime(store.length())).toBe(0);
    expect(await inTime(store.touch("an-id", { cookie: {} }))).toBe(false);
    await expect(inTime(store.clear())).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
  } finally {
    await server.restart();
  }
});
