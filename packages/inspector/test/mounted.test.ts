import { inspector } from "@coffer/inspector";
import { fastifyInspector } from "@coffer/inspector/fastify";
import { type Caches, createCaches } from "coffer";
import express from "express";
import Fastify from "fastify";
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

const authorize = () => true;

const hosts: [string, () => Promise<Page>][] = [
  [
    "Express, which reads bodies before",
    () =>
      Page.open(
        express()
          .use(express.json())
          .use("/admin/cache", inspector(caches, { authorize, write: true })),
      ),
  ],
  [
    "Fastify",
    async () => {
      const app = Fastify();
      onTestFinished(() => app.close());
      await app.register(fastifyInspector, { prefix: "/admin/cache", caches, authorize, write: true });
      await app.ready();
      return Page.open((request, response) => app.routing(request, response));
    },
  ],
  ["node:http", () => Page.open(inspector(caches, { authorize, write: true, base: "/admin/cache" }))],
];

describe.each(hosts)("mounted in %s", (_name, open) => {
  it("serves its page, its files, its calls and its writes below the path", async () => {
    const page = await open();
    const { body, headers } = await page.ask("/admin/cache/");
    const [, script] = /src="\.(\/assets\/[^"]+)"/.exec(body) as RegExpExecArray;
    expect((await page.ask(`/admin/cache${script}`)).headers["content-type"]).toMatch(/javascript/);
    const cookie = String(headers["set-cookie"]).split(";")[0] as string;
    const answer = await page.ask("/admin/cache/api/page", { cookie });
    const { aliases, token } = JSON.parse(answer.body);
    expect(aliases).toEqual(["default"]);
    await caches.get().set("mounted", 1);
    const sent = { cookie, "x-coffer-inspector": token, "content-type": "application/json" };
    const deleted = await page.ask("/admin/cache/api/delete?key=mounted", sent, "POST");
    expect(JSON.parse(deleted.body)).toEqual({ done: true });
    expect(await caches.get().has("mounted")).toBe(false);
  });

  it("redirects to the path with a trailing slash, without which files are requested elsewhere", async () => {
    const page = await open();
    const { status, headers } = await page.ask("/admin/cache");
    expect([status, headers.location]).toEqual([307, "./cache/"]);
  });
});

it.each([
  ["/", "/"],
  ["/cache/", "/cache/"],
  ["/:tenant/cache", "/acme/cache/"],
  ["/b\u00fccher", "/b%C3%BCcher/"],
])("Fastify's prefix %s has the page", async (prefix, place) => {
  const app = Fastify();
  onTestFinished(() => app.close());
  await app.register(fastifyInspector, { prefix, caches, authorize });
  await app.ready();
  const page = await Page.open((request, response) => app.routing(request, response));
  expect((await page.ask(place)).body).toContain("<title>");
  expect((await page.ask(`${place}api/page`)).status).toBe(200);
  expect((await page.ask(`${place}nowhere`)).status).toBe(404);
});
