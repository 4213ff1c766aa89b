import { once } from "node:events";
import { request as ask, createServer } from "node:http";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import type { Caches } from "@coffer/cache-core";
import { type HttpCacheOptions, httpCache } from "@coffer/http-cache";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import express from "express";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Answered, Application } from "./support/application.js";
import { listen } from "./support/listen.js";

let server: RedisServer;
let caches: Caches;
beforeAll(async () => {
  server = await startServer();
  caches = await createCaches({ CACHES: { default: { LOCATION: server.url() } } });
});
afterAll(async () => {
  await caches.close();
  await server.stop();
});

/** Unique, so that no test sees what another one may still be storing. */
let path = "";
let tests = 0;
beforeEach(() => {
  tests += 1;
  path = `/page${tests}`;
});

const start = (answer: () => Answered, options: HttpCacheOptions<never> = {}) =>
  Application.start("express", caches.get(), answer, options);
const isStored = async () => ((await server.command("KEYS", `*${path}`)) as unknown[]).length > 0;
const statusOf = async (answer: Promise<Response>) => (await answer).headers.get("cache-status");
/** Requests until the response is a stored one. */
const hit = (app: Application, headers: Record<string, string> = {}) =>
  eventually(async () => {
    const answer = await app.get(path, headers);
    expect(answer.headers.get("cache-status")).toMatch(/hit/);
    return answer;
  });

const inAnHour = () => new Date(Date.now() + 3_600_000).toUTCString();
const LONG_AGO = "Sun, 06 Nov 1994 08:49:37 GMT";
const MINUTE = { "cache-control": "max-age=60" };

describe("freshness (4.2, 5.1, 5.3)", () => {
  test.each<[Record<string, string>, string]>([
    [{ "cache-control": "max-age=060" }, "is stored"],
    [{ "cache-control": 'Max-Age="60"' }, "is stored"],
    [{ "cache-control": "max-age=0" }, "is not stored"],
    [{ "cache-control": "max-age=a60" }, "is not stored"],
    [{ "cache-control": "max-age=60, s-maxage=0" }, "is not stored"],
    [{ "cache-control": "max-age=60, No-Store" }, "is not stored"],
    [{ "cache-control": "max-age=60, PRIVATE" }, "is not stored"],
    [{ expires: "in an hour" }, "is stored"],
    [{ expires: LONG_AGO }, "is not stored"],
    [{ expires: "0" }, "is not stored"],
    [{ expires: "tomorrow" }, "is not stored"],
    [{ ...MINUTE, expires: LONG_AGO }, "is stored"],
    [{ "cache-control": "max-age=0", expires: "in an hour" }, "is not stored"],
    [{ ...MINUTE, age: "59, 100" }, "is stored"],
    [{ ...MINUTE, age: "100, 0" }, "is not stored"],
    [{ ...MINUTE, age: "-100" }, "is stored"],
    [{ ...MINUTE, age: "a while" }, "is stored"],
  ])("a response with %j %s", async (headers, what) => {
    const expires = headers.expires === "in an hour" ? { expires: inAnHour() } : {};
    await using app = await start(() => ({ headers: { ...headers, ...expires }, body: "a" }));
    const stored = what === "is stored" ? "; stored" : "";
    expect(await statusOf(app.get(path))).toBe(`coffer; fwd=uri-miss${stored}`);
  });

  test.each([
    { status: 200, headers: {}, what: "is stored" },
    { status: 301, headers: {}, what: "is stored" },
    { status: 201, headers: {}, what: "is not stored" },
    { status: 302, headers: {}, what: "is not stored" },
    { status: 404, headers: {}, what: "is not stored" },
    { status: 404, headers: MINUTE, what: "is stored" },
  ])("with maxAge a response $status with $headers $what", async ({ status, headers, what }) => {
    await using app = await start(() => ({ status, headers, body: "a" }), { maxAge: "1m" });
    const stored = what === "is stored" ? "; stored" : "";
    expect(await statusOf(app.get(path))).toBe(`coffer; fwd=uri-miss${stored}`);
  });
});

describe("the stored parts of a response (3.1)", () => {
  test("exclude headers of the connection, and those that it names", async () => {
    const headers = { ...MINUTE, connection: "x-hop, close", "x-hop": "1", "x-end": "2" };
    await using app = await start(() => ({ headers, body: "a" }));
    const answer = await hit(app);
    expect(answer.headers.get("x-hop")).toBeNull();
    expect(answer.headers.get("x-end")).toBe("2");
  });

  test("include the body as it was encoded", async () => {
    const headers = { ...MINUTE, "content-encoding": "gzip", "content-type": "text/plain" };
    await using app = await start(() => ({ headers, body: gzipSync("long ".repeat(100)) }));
    const answer = await hit(app);
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(await answer.text()).toBe("long ".repeat(100));
  });

  test("are those of the final response, not of informational ones", async () => {
    const app = express().use(httpCache(caches));
    app.get(path, (_, response) => {
      response.writeEarlyHints({ link: "</a.css>; rel=preload", "x-early": "1" });
      response.set(MINUTE).send("final");
    });
    const origin = createServer(app);
    try {
      const url = await listen(origin);
      await eventually(async () => {
        const [answer] = await once(ask(url + path).end(), "response");
        expect(answer.headers["cache-status"]).toMatch(/hit/);
        expect(answer.statusCode).toBe(200);
        expect(answer.headers).not.toHaveProperty("x-early");
        expect(await text(answer)).toBe("final");
      });
    } finally {
      origin.close();
      origin.closeAllConnections();
    }
  });
});

describe("conditional requests (4.3)", () => {
  const SINCE = "Sun, 01 Jan 2023 00:00:00 GMT";
  const LATER = "Mon, 02 Jan 2023 00:00:00 GMT";
  const BOTH = { etag: '"a"', "last-modified": SINCE };

  test.each<[Record<string, string>, Record<string, string>, number]>([
    [BOTH, { "if-none-match": '"b", "a"' }, 304],
    [BOTH, { "if-none-match": "*" }, 304],
    [BOTH, { "if-none-match": '"b"' }, 200],
    [BOTH, { "if-none-match": '"b"', "if-modified-since": LATER }, 200],
    [BOTH, { "if-none-match": '"a"', "if-modified-since": LONG_AGO }, 304],
    [{ "last-modified": SINCE }, { "if-modified-since": SINCE }, 304],
    [{ "last-modified": SINCE }, { "if-modified-since": LATER }, 304],
    [{ "last-modified": SINCE }, { "if-modified-since": LONG_AGO }, 200],
  ])("for a response stored with %j, %j gets %i", async (validators, conditions, status) => {
    await using app = await start(() => ({ headers: { ...MINUTE, ...validators }, body: "a" }));
    await hit(app);
    const answer = await hit(app, conditions);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe(status === 200 ? "a" : "");
  });

  test.each([
    { etag: '"b"', kept: false },
    { etag: 'W/"b"', kept: false },
    { etag: 'W/"a"', kept: true },
    { etag: undefined, kept: true },
  ])('a 304 with the ETag $etag updates a response stored with "a": $kept', async ({ etag, kept }) => {
    const about = (tag: string | undefined, count: string) => ({
      "cache-control": "no-cache",
      "x-count": count,
      ...(tag === undefined ? {} : { etag: tag }),
    });
    let isFirst = true;
    // Express adds the ETag of an empty body to a 304 without one.
    await using app = await Application.start("fastify", caches.get(), () => {
      if (!isFirst) return { status: 304, headers: about(etag, "2") };
      isFirst = false;
      return { headers: about('"a"', "1"), body: "whole" };
    });
    expect(await statusOf(app.get(path))).toBe("coffer; fwd=uri-miss; stored");
    await eventually(async () => expect(await isStored()).toBe(true));
    const answer = await app.get(path);
    expect(answer.headers.get("cache-status")).toBe(`coffer; fwd=stale${kept ? "; stored" : ""}`);
    expect(answer.headers.get("etag")).toBe(kept ? (etag ?? '"a"') : '"a"');
    expect(answer.headers.get("x-count")).toBe(kept ? "2" : "1");
    expect(await answer.text()).toBe("whole");
    await eventually(async () => expect(await isStored()).toBe(kept));
  });
});

describe("a request that succeeds (4.4)", () => {
  test.each(["PUT", "PATCH", "DELETE", "M-SEARCH"])(
    "by %s deletes the stored response of its URL",
    async (method) => {
      await using app = await start(() => ({ headers: MINUTE, body: "a" }));
      await hit(app);
      await (await app.get(path, {}, method)).text();
      expect(await statusOf(app.get(path))).toBe("coffer; fwd=uri-miss; stored");
    },
  );

  test("by OPTIONS, which is safe, keeps it", async () => {
    await using app = await start(() => ({ headers: MINUTE, body: "a" }));
    await hit(app);
    await (await app.get(path, {}, "OPTIONS")).text();
    expect(await statusOf(app.get(path))).toMatch(/hit/);
  });
});
