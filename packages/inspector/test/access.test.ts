import { once } from "node:events";
import { connect, createServer as createHttp2Server, type OutgoingHttpHeaders } from "node:http2";
import type { AddressInfo } from "node:net";
import { inspector, serveInspector } from "@coffer/inspector";
import { type Caches, createCaches } from "coffer";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { Page } from "./support/page.js";

let caches: Caches;
beforeAll(async () => {
  caches = await createCaches({
    CACHES: {
      default: { LOCATION: "redis://127.0.0.1:6379/0", OPTIONS: { REDIS_CLIENT_CLASS: "ioredis-mock" } },
    },
  });
});
afterAll(() => caches.close());

const PATHS = [
  "/",
  "/assets/app.js",
  "/api/page",
  "/api/stats",
  "/api/keys",
  "/api/entry?key=a",
  "/api/settings",
];

describe("options", () => {
  it.each<[string, object, RegExp]>([
    ["no authorize", {}, /authorize must be a function/],
    ["a misspelt name", { authorise: () => true }, /no option "?'?authorise/],
    ["write as text", { authorize: () => true, write: "yes" }, /write must be/],
    ["a host with its port", { authorize: () => true, hosts: ["a.example:80"] }, /hosts must be names/],
    ["a base that ends with a slash", { authorize: () => true, base: "/cache/" }, /base must be a path/],
  ])("refuse %s", (_what, options, message) => {
    expect(() => inspector(caches, options as never)).toThrow(message);
  });

  it("reject values that are not caches", () => {
    expect(() => inspector(Promise.resolve(caches) as never, { authorize: () => true })).toThrow(/await it/);
  });
});

describe("authorize", () => {
  it.each<[string, () => boolean | Promise<boolean>]>([
    ["false", () => false],
    ["a promise of false", async () => false],
    ["a truthy value", () => 1 as never],
    [
      "a throw",
      () => {
        throw new Error("database of users is down");
      },
    ],
    ["a rejection", () => Promise.reject(new Error("database of users is down"))],
  ])("that returns %s rejects every path, and shows nothing else", async (_what, authorize) => {
    const page = await Page.of(caches, { authorize });
    for (const path of PATHS) {
      const answer = await page.ask(path);
      expect(answer.status, path).toBe(403);
      expect(answer.body).not.toMatch(/down|default/);
    }
  });

  it("is called for every request", async () => {
    const asked: string[] = [];
    const page = await Page.of(caches, { authorize: ({ url = "" }) => asked.push(url) > 0 });
    for (const path of PATHS) await page.ask(path);
    expect(asked).toEqual(PATHS);
  });
});

describe("the Host header", () => {
  it.each([
    "127.0.0.1",
    "localhost:80",
    "[::1]:80",
    "10.1.2.3:8080",
    "admin.example.com",
    "Admin.Example.com:443",
  ])("%s is answered", async (host) => {
    const page = await Page.of(caches, { hosts: ["admin.example.com"] });
    expect((await page.ask("/api/page", { host })).status).toBe(200);
  });

  it.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "1.2.3.4@evil.example"])(
    "%s is rejected before anything else",
    async (host) => {
      let asked = 0;
      const page = await Page.of(caches, { hosts: ["admin.example.com"], authorize: () => ++asked > 0 });
      expect((await page.ask("/api/page", { host })).status).toBe(421);
      expect(asked).toBe(0);
    },
  );
});

it("uses :authority of an HTTP/2 request, which has no Host", async () => {
  const server = createHttp2Server(inspector(caches, { authorize: () => true }) as never);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const session = connect(`http://127.0.0.1:${port}`);
  onTestFinished(() => {
    session.destroy();
    server.close();
  });
  const ask = async (headers: OutgoingHttpHeaders) => {
    const [answer] = await once(session.request({ ":path": "/api/page", ...headers }).resume(), "response");
    return (answer as Record<string, unknown>)[":status"];
  };
  expect(await ask({})).toBe(200);
  expect(await ask({ origin: `https://127.0.0.1:${port}` })).toBe(200);
  expect(await ask({ origin: "https://evil.example" })).toBe(403);
  expect(await ask({ ":authority": "evil.example" })).toBe(421);
});

describe("answers", () => {
  it("keep headers that the application has set", async () => {
    const handle = inspector(caches, { authorize: () => true });
    const page = await Page.open((request, response) => {
      response.setHeader("set-cookie", "language=de");
      response.setHeader("vary", "Origin");
      handle(request, response);
    });
    const { headers } = await page.ask("/");
    expect(headers["set-cookie"]).toEqual(["language=de", expect.stringMatching(/^coffer-inspector=/)]);
    expect(headers.vary).toBe("Origin, accept-encoding");
  });

  it.each(["/", "/api/page", "/nowhere", "/api/nowhere"])(
    "to %s forbid everything that the page does not need",
    async (path) => {
      const { headers } = await (await Page.of(caches)).ask(path);
      expect(headers["content-security-policy"]).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self';/,
      );
      expect(headers["content-security-policy"]).not.toMatch(/unsafe|https?:|\*/);
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
      });
    },
  );

  it.each([
    "/../package.json",
    "/assets/../../index.js",
    "/%2e%2e/package.json",
    "/assets/%2e%2e%2f%2e%2e%2findex.js",
    "//etc/passwd",
  ])("to %s use no file of another origin", async (path) => {
    const page = await Page.of(caches);
    expect((await page.ask(path)).status).toBe(404);
  });
});

describe("writes", () => {
  const WRITES = ["/api/delete?key=a", "/api/expire?key=a&seconds=5", "/api/delete-tag?tag=a"];

  it("are rejected without write: true, whatever the request", async () => {
    const page = await Page.of(caches);
    const headers = await page.writing();
    for (const path of WRITES) expect((await page.ask(path, headers, "POST")).status, path).toBe(403);
  });

  it("cannot be a GET", async () => {
    const page = await Page.of(caches, { write: true });
    const headers = await page.writing();
    for (const path of WRITES) expect((await page.ask(path, headers)).status, path).toBe(404);
  });

  it("need the page's token in the cookie and in the header, and no other origin", async () => {
    const page = await Page.of(caches, { write: true });
    const headers = await page.writing();
    const { cookie, "x-coffer-inspector": token } = headers as Record<string, string>;
    const other = "x".repeat(32);
    const post = async (sent: Record<string, unknown>) =>
      (await page.ask("/api/delete?key=a", sent as never, "POST")).status;
    expect(await post(headers)).toBe(200);
    expect(await post({ ...headers, origin: page.url, "sec-fetch-site": "same-origin" })).toBe(200);
    // Some proxies send the port in Host, which browsers omit in Origin.
    const named = { ...headers, host: "localhost:443", origin: "https://localhost" };
    expect(await post(named)).toBe(200);
    expect(await post({ ...named, host: "localhost:80" })).toBe(403);
    expect(await post({})).toBe(403);
    expect(await post({ cookie })).toBe(403);
    expect(await post({ "x-coffer-inspector": token })).toBe(403);
    expect(await post({ cookie, "x-coffer-inspector": other })).toBe(403);
    expect(await post({ cookie: "coffer-inspector=", "x-coffer-inspector": "" })).toBe(403);
    expect(await post({ ...headers, origin: "http://evil.example" })).toBe(403);
    expect(await post({ ...headers, origin: "null" })).toBe(403);
    expect(await post({ ...headers, "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await post({ ...headers, "sec-fetch-site": "same-site" })).toBe(403);
  });

  it("have a cookie that other sites cannot send and scripts cannot read", async () => {
    const { headers } = await (await Page.of(caches)).ask("/");
    expect(headers["set-cookie"]).toEqual([
      expect.stringMatching(/^coffer-inspector=[\w-]{32}; HttpOnly; SameSite=Strict$/),
    ]);
  });
});

describe("standing alone", () => {
  const serve = async () => {
    const served = await serveInspector(caches);
    onTestFinished(() => served.close());
    return new URL(served.url);
  };

  it("listens on this machine only", async () => {
    expect((await serve()).hostname).toBe("127.0.0.1");
  });

  it("does not listen if an argument is invalid", async () => {
    const served = await serveInspector(caches);
    const port = Number(new URL(served.url).port);
    await expect(serveInspector(caches, { port })).rejects.toThrow(/EADDRINUSE/);
    await served.close();
    await expect(serveInspector(Promise.resolve(caches) as never, { port })).rejects.toThrow(/await it/);
    await expect(serveInspector(caches, { port, write: "yes" as never })).rejects.toThrow(/write must/);
    await expect(serveInspector(caches, { port: 99_999 })).rejects.toThrow(/port must be .* got 99999/);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
  });

  it("shows nothing without the token in its address", async () => {
    const { origin } = await serve();
    for (const path of [...PATHS, "/?token=", `/?token=${"x".repeat(32)}`]) {
      expect((await fetch(origin + path, { redirect: "manual" })).status, path).toBe(403);
    }
  });

  it("moves the token from the address into a cookie", async () => {
    const url = await serve();
    const first = await fetch(url, { redirect: "manual" });
    expect([first.status, first.headers.get("location")]).toEqual([303, "/"]);
    const cookie = String(first.headers.get("set-cookie"));
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    const page = await fetch(new URL("/api/page", url), {
      headers: { cookie: cookie.split(";")[0] as string },
    });
    expect(await page.json()).toEqual({ aliases: ["default"], mayWrite: false, token: null });
  });
});
