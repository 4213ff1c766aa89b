import { createHash } from "node:crypto";
import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Application, type Asked, FRAMEWORKS } from "./support/application.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Unique, so that no test sees what another one may still be storing. */
let prefix = "";
let tests = 0;
beforeEach(() => {
  tests += 1;
  prefix = `test${tests}`;
});
const keys = async () => ((await server.command("KEYS", `${prefix}:*`)) as Buffer[]).map(String);
const openCaches = (OPTIONS: object = {}) =>
  createCaches(
    { CACHES: { default: { LOCATION: server.url(), KEY_PREFIX: prefix, OPTIONS } } },
    { parent: import.meta },
  );

const etagOf = (text: string) => `"${createHash("sha256").update(text).digest("hex")}"`;

/** Answers with the number of the request. */
function counting(headers: Record<string, string>) {
  let count = 0;
  return () => {
    count += 1;
    return { headers, body: `answer ${count}` };
  };
}
const MINUTE = { "cache-control": "max-age=60" };
/** It is stale on arrival, so that no test has to wait for that. */
const OLD = { age: "100", date: new Date(0).toUTCString() };

describe.each(FRAMEWORKS)("%s", (framework) => {
  const start = async (answer: Parameters<typeof Application.start>[2], options = {}, ofCache = {}) => {
    const caches = await openCaches(ofCache);
    const app = await Application.start(framework, caches.get(), answer, options);
    app.caches.push(caches);
    return app;
  };

  test("answers from the cache if the response states its freshness, with Age and Cache-Status", async () => {
    await using app = await start(counting({ ...MINUTE, "x-shop": "a" }));
    // An HTTP date has whole seconds.
    const before = Math.floor(Date.now() / 1000) * 1000;
    const first = await app.get("/a?b=c");
    expect(first.headers.get("cache-status")).toBe("coffer; fwd=uri-miss; stored");
    expect(await first.text()).toBe("answer 1");
    await eventually(async () => {
      const second = await app.get("/a?b=c");
      expect(second.headers.get("cache-status")).toMatch(/^coffer; hit; ttl=\d+$/);
      expect(Number(second.headers.get("age"))).toBeLessThan(60);
      expect(second.headers.get("x-shop")).toBe("a");
      expect(second.headers.get("content-length")).toBe("8");
      // Node writes the Date of the first answer later than it is stored: the two may be of different seconds.
      const date = Date.parse(String(second.headers.get("date")));
      expect(date).toBeGreaterThanOrEqual(before);
      expect(date).toBeLessThanOrEqual(Date.now());
      expect(await second.text()).toBe("answer 1");
    });
    expect(app.asked).toHaveLength(1);
    expect(await app.text("/a?b=d")).toBe("answer 2");
    expect(await keys()).toContain(`${prefix}:1:http:/a?b=c`);
  });

  test("answers HEAD from a stored GET, and stores nothing for HEAD", async () => {
    await using app = await start(counting(MINUTE));
    await (await app.get("/a", {}, "HEAD")).text();
    expect(await keys()).toEqual([]);
    await app.text("/a");
    await eventually(async () => expect(await keys()).toHaveLength(1));
    const asked = app.asked.length;
    const head = await app.get("/a", {}, "HEAD");
    expect(head.headers.get("cache-status")).toMatch(/hit/);
    expect(head.headers.get("content-length")).toBe("8");
    expect(await head.text()).toBe("");
    expect(app.asked).toHaveLength(asked);
  });

  test("answers 304 to a client that has the response, stored or not yet", async () => {
    const headers = { ...MINUTE, etag: etagOf("a") };
    await using app = await start(counting(headers));
    for (let request = 0; request < 2; request++) {
      const answer = await app.get("/a", { "if-none-match": `W/${etagOf("a")}` });
      expect(answer.status).toBe(304);
      expect(answer.headers.get("etag")).toBe(etagOf("a"));
      expect(await answer.text()).toBe("");
      await eventually(async () => expect(await keys()).toHaveLength(1));
    }
    expect(app.asked).toHaveLength(1);
    // The application did not see the condition, so the stored response is complete.
    expect(app.asked[0]?.headers).not.toHaveProperty("if-none-match");
    expect(await app.text("/a", { "if-none-match": etagOf("b") })).toBe("answer 1");
  });

  test("runs the application once for concurrent requests", async () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    let arrived = 0;
    const bypass = () => {
      arrived += 1;
      return false;
    };
    const count = counting(MINUTE);
    await using app = await start(
      async () => {
        await opened;
        return count();
      },
      { bypass },
    );
    const answers = Array.from({ length: 20 }, () => app.text("/a"));
    await eventually(async () => expect(arrived).toBe(20));
    open();
    expect(new Set(await Promise.all(answers))).toEqual(new Set(["answer 1"]));
    expect(app.asked).toHaveLength(1);
  });

  test("returns the response of one user to nobody else, and stores none", async () => {
    let arrived = 0;
    await using app = await start(
      async ({ headers }: Asked) => {
        arrived += 1;
        if (arrived === 1) await eventually(async () => expect(asked).toBe(10));
        return { headers: { "cache-control": "private, max-age=60" }, body: String(headers["x-user"]) };
      },
      {
        bypass: () => {
          asked += 1;
          return false;
        },
      },
    );
    let asked = 0;
    const users = Array.from({ length: 10 }, (_, at) => `user ${at}`);
    expect(await Promise.all(users.map((user) => app.text("/me", { "x-user": user })))).toEqual(users);
    expect(await keys()).toEqual([]);
    expect(app.asked).toHaveLength(10);
  });

  test.each([
    { what: "Set-Cookie", headers: { ...MINUTE, "set-cookie": "id=1" } },
    { what: "no-store", headers: { "cache-control": "no-store, max-age=60" } },
    { what: "Vary: *", headers: { ...MINUTE, vary: "accept, *" } },
    { what: "nothing about caches", headers: {} },
    { what: "206", headers: MINUTE, status: 206 },
    { what: "500", headers: MINUTE, status: 500 },
    { what: "Authorization", headers: MINUTE, asked: { authorization: "Bearer a" } },
  ])("does not store a response with $what", async ({ headers, status, asked = {} }) => {
    await using app = await start(() => ({
      headers: headers as Record<string, string>,
      body: "a",
      ...(status && { status }),
    }));
    await app.text("/a", asked as Record<string, string>);
    await app.text("/a", asked as Record<string, string>);
    expect(app.asked).toHaveLength(2);
    expect(await keys()).toEqual([]);
  });

  test("stores responses to requests with Authorization that allow it", async () => {
    await using app = await start(counting({ "cache-control": "public, max-age=60" }));
    await app.text("/a", { authorization: "Bearer a" });
    await eventually(async () => expect(await app.text("/a")).toBe("answer 1"));
  });

  test("keeps a response for each value of the headers of Vary, all of which a purge deletes", async () => {
    const count = counting({ ...MINUTE, vary: "Accept-Language" });
    await using app = await start(count);
    const ask = (language: string) => app.text("/a", { "accept-language": language });
    expect([await ask("de"), await ask("fr"), await ask("zh")]).toEqual(["answer 1", "answer 2", "answer 3"]);
    await eventually(async () => expect(await keys()).toHaveLength(3));
    expect([await ask("zh"), await ask("fr"), await ask("de")]).toEqual(["answer 3", "answer 2", "answer 1"]);
    expect(await app.purge("/a")).toBe(true);
    expect([await ask("fr"), await ask("zh")]).toEqual(["answer 4", "answer 5"]);
  });

  test("deletes what an unsafe request has changed, before its response has ended", async () => {
    const count = counting(MINUTE);
    await using app = await start(({ method, url }) =>
      method === "GET"
        ? count()
        : {
            status: url === "/fails" ? 500 : 201,
            headers: { location: "/b", "content-location": "http://elsewhere.example/c" },
          },
    );
    const all = async () => [await app.text("/a"), await app.text("/b"), await app.text("/c")];
    const before = await all();
    await eventually(async () => expect(await all()).toEqual(before));
    await (await app.get("/fails", {}, "POST")).text();
    expect(await all()).toEqual(before);
    await (await app.get("/a", {}, "POST")).text();
    expect(await all()).toEqual(["answer 4", "answer 5", before[2]]);
  });

  test("answers with a stale response while it is loaded again, if that has stale-while-revalidate", async () => {
    await using app = await start(
      counting({ ...OLD, "cache-control": "max-age=60, stale-while-revalidate=3600" }),
    );
    await app.text("/a");
    await eventually(async () => expect(await keys()).toHaveLength(1));
    const second = await app.get("/a");
    expect(second.headers.get("cache-status")).toMatch(/^coffer; hit; ttl=-/);
    expect(await second.text()).toBe("answer 1");
    await eventually(async () => expect(Number((await app.text("/a")).slice(7))).toBeGreaterThan(1));
  });

  test("answers with a stale response if the application fails, and the response has stale-if-error", async () => {
    let isDown = false;
    const headers: Record<string, string> = { ...OLD, "cache-control": "max-age=60, stale-if-error=3600" };
    await using app = await start(() => (isDown ? { status: 503, body: "down" } : { headers, body: "up" }));
    await app.text("/a");
    await eventually(async () => expect(await keys()).toHaveLength(1));
    isDown = true;
    for (const answer of await Promise.all([app.get("/a"), app.get("/a"), app.get("/a")])) {
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe("up");
    }
    headers["cache-control"] += ", must-revalidate";
    isDown = false;
    await app.text("/b");
    isDown = true;
    expect((await app.get("/b")).status).toBe(503);
  });

  test("makes the application validate the stored response, and sends it with the headers of the 304", async () => {
    let count = 0;
    await using app = await start(({ headers }) => {
      count += 1;
      const about = { "cache-control": "no-cache", etag: etagOf("a"), "x-count": String(count) };
      return headers["if-none-match"] === etagOf("a")
        ? { status: 304, headers: about }
        : { headers: about, body: "whole" };
    });
    await app.text("/a");
    await eventually(async () => expect(await keys()).toHaveLength(1));
    const second = await app.get("/a");
    expect(second.status).toBe(200);
    expect(second.headers.get("x-count")).toBe("2");
    expect(second.headers.get("cache-status")).toBe("coffer; fwd=stale; stored");
    expect(await second.text()).toBe("whole");
  });

  test("stores for maxAge a response that does not state its freshness, and shows that to no client", async () => {
    await using app = await start(counting({}), { maxAge: "1m" });
    const first = await app.get("/a");
    expect(first.headers.get("cache-control")).toBeNull();
    await first.text();
    await eventually(async () => expect(await app.text("/a")).toBe("answer 1"));
    expect(app.asked).toHaveLength(1);
  });

  test("gives responses their own tags for deleteByTag", async () => {
    const tags = () => ["products"];
    await using app = await start(counting(MINUTE), { tags });
    const ask = () => app.text("/a");
    const first = await ask();
    // Also while the first response is being stored.
    expect(await ask()).toBe(first);
    await using caches = await openCaches();
    await caches.get().deleteByTag("products");
    expect(await ask()).toBe("answer 2");
  });

  test("calls the application if bypass says so, and distinguishes responses by key", async () => {
    const header = (request: { headers: unknown; req?: { raw: Request } }, name: string) =>
      new Headers((request.req?.raw ?? request).headers as Headers).get(name) ?? "";
    await using app = await start(counting(MINUTE), {
      bypass: (request: never) => header(request, "x-fresh") === "yes",
      key: (request: never) => header(request, "x-tenant"),
    });
    const one = await app.text("/a", { "x-tenant": "one" });
    const two = await app.text("/a", { "x-tenant": "two" });
    expect(two).not.toBe(one);
    await eventually(async () => expect(await keys()).toHaveLength(2));
    expect(await app.text("/a", { "x-tenant": "one" })).toBe(one);
    expect(await app.text("/a", { "x-tenant": "two" })).toBe(two);
    const bypassed = await app.get("/a", { "x-tenant": "one", "x-fresh": "yes" });
    expect(bypassed.headers.get("cache-status")).toBe("coffer; fwd=bypass");
    expect(await bypassed.text()).toBe("answer 3");
    expect(await app.text("/a", { "x-tenant": "one" })).toBe(one);
  });

  test("does not store bodies longer than maxBytes", async () => {
    await using app = await start(() => ({ headers: MINUTE, body: "x".repeat(1001) }), { maxBytes: 1000 });
    expect(await app.text("/a")).toHaveLength(1001);
    expect(await app.text("/a")).toHaveLength(1001);
    expect(app.asked).toHaveLength(2);
    expect(await keys()).toEqual([]);
  });

  test.each([
    { serializer: "json", options: {} },
    { serializer: "msgpack", options: { SERIALIZER: MsgPackSerializer } },
  ])("returns bytes unchanged: $serializer", async ({ options }) => {
    const bytes = Buffer.from(Array.from({ length: 1024 }, (_, at) => at % 256));
    const headers = { ...MINUTE, "content-type": "application/octet-stream" };
    await using app = await start(() => ({ headers, body: bytes }), {}, options);
    await app.text("/a");
    await eventually(async () => expect(await keys()).toHaveLength(1));
    const answer = await app.get("/a");
    expect(answer.headers.get("cache-status")).toMatch(/hit/);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(app.asked).toHaveLength(1);
  });

  test("honours only-if-cached, no-cache and no-store of a request", async () => {
    await using app = await start(counting(MINUTE));
    const ask = (directive: string) => app.get("/a", { "cache-control": directive });
    expect((await ask("only-if-cached")).status).toBe(504);
    expect(await (await ask("no-store")).text()).toBe("answer 1");
    expect(await keys()).toEqual([]);
    await app.text("/a");
    await eventually(async () => expect((await ask("only-if-cached")).status).toBe(200));
    expect(await (await ask("no-cache")).text()).toBe("answer 3");
    await eventually(async () => expect(await (await ask("only-if-cached")).text()).toBe("answer 3"));
  });
});
