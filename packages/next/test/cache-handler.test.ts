import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCacheHandler } from "@coffer/next";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { type Caches, createCaches } from "coffer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let server: RedisServer;
let caches: Caches;
let folder: string;
beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), "coffer-next-"));
  const OPTIONS = { SERIALIZER: "@coffer/serializer-msgpack" };
  const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
  caches = await createCaches(settings, { parent: import.meta });
});
afterAll(async () => {
  await caches.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

/** Each handler simulates a process of its own: they share nothing but Redis. */
const handler = (serverDistDir = join(folder, "build-1/server")) =>
  new (createCacheHandler(caches))({ serverDistDir });

async function build(name: string): Promise<string> {
  await mkdir(join(folder, name, "server"), { recursive: true });
  await writeFile(join(folder, name, "BUILD_ID"), `${name}\n`);
  return join(folder, name, "server");
}
beforeAll(() => build("build-1"));

const PAGE = {
  kind: "APP_PAGE",
  html: "<p>é</p>",
  rscData: Buffer.from([0, 255, 1]),
  segmentData: new Map([["/_tree", Buffer.from([2, 254])]]),
  postponed: undefined,
  status: 200,
  headers: { "x-next-cache-tags": "_N_T_/page,books", "x-list": ["a", "b"] },
};
const ROUTE = { kind: "APP_ROUTE", body: Buffer.from([1, 255]), status: 200, headers: {} };
const FETCH = {
  kind: "FETCH",
  data: { headers: {}, body: "YQ==", status: 200, url: "http://h/" },
  revalidate: 60,
};
const PAGES_ROUTER = {
  kind: "PAGES",
  html: "<p/>",
  pageData: { props: [1, null] },
  headers: {},
  status: 200,
};
const page = { kind: "APP_PAGE", isFallback: false };
const fetched = { kind: "FETCH", tags: ["data"], softTags: ["_N_T_/page"], revalidate: 60 };
const setFetched = { fetchCache: true, tags: ["data"] };

describe("between processes", () => {
  test.each([
    ["a page with its bytes and maps of bytes", PAGE],
    ["a route handler's response", ROUTE],
    ["a page of the pages router", PAGES_ROUTER],
    ["that a page does not exist", null],
  ])("returns %s, with its lifetime", async (_, value) => {
    const key = `/route-cache/APP_PAGE/abc/$/${randomUUID()}`;
    expect(await handler().get(key, page)).toBeNull();
    const before = Date.now();
    const cacheControl = { revalidate: 60, expire: 3600 };
    await handler().set(key, value, { cacheControl });
    const found = await handler().get(key, page);
    expect(found).toEqual({ value, cacheControl, lastModified: expect.any(Number) });
    expect(found?.lastModified).toBeGreaterThanOrEqual(before);
  });

  test("returns data and images, which outlive builds; pages do not", async () => {
    const other = await build("build-2");
    const key = randomUUID();
    const image = {
      kind: "IMAGE",
      buffer: Buffer.from([255]),
      etag: "e",
      upstreamEtag: "u",
      extension: "png",
    };
    await handler().set(key, FETCH, setFetched);
    await handler().set(`${key}-image`, image, {});
    await handler().set(`${key}-page`, PAGE, {});
    expect((await handler(other).get(key, fetched))?.value).toEqual(FETCH);
    expect((await handler(other).get(`${key}-image`, { kind: "IMAGE" }))?.value).toEqual(image);
    expect((await handler().get(`${key}-page`, page))?.value).toEqual(PAGE);
    expect(await handler(other).get(`${key}-page`, page)).toBeNull();
  });

  test("stores no pages while there is no build yet", async () => {
    const key = randomUUID();
    const building = handler(join(folder, "unfinished/server"));
    await building.set(key, PAGE, {});
    expect(await building.get(key, page)).toBeNull();
    expect(await server.text("KEYS", `*${key}*`)).toEqual([]);
    await building.set(key, FETCH, setFetched);
    expect((await handler().get(key, fetched))?.value).toEqual(FETCH);
  });

  test("keeps entries until they expire, and at most for the timeout", async () => {
    const key = randomUUID();
    const Handler = createCacheHandler(caches, { timeout: "1d" });
    const own = new Handler({ serverDistDir: join(folder, "build-1/server") });
    const hours = async (id: string) =>
      Math.ceil(Number(await server.text("PTTL", `:1:page:build-1:${id}`)) / 3_600_000);
    await own.set(`${key}-hour`, PAGE, { cacheControl: { revalidate: 60, expire: 3600 } });
    await own.set(`${key}-year`, PAGE, { cacheControl: { revalidate: 60, expire: 31_536_000 } });
    await own.set(`${key}-ever`, PAGE, { cacheControl: { revalidate: false } });
    await handler().set(`${key}-default`, PAGE, {});
    expect(await hours(`${key}-hour`)).toBe(1);
    expect(await hours(`${key}-year`)).toBe(24);
    expect(await hours(`${key}-ever`)).toBe(24);
    expect(await hours(`${key}-default`)).toBe(30 * 24);
    await own.revalidateTag(`${key}-tag`);
    expect(Number(await server.text("PTTL", `:1:tag:${key}-tag`))).toBeGreaterThan(23 * 3_600_000);
  });
});

describe("a tag that another process revalidates", () => {
  /** A page and data with a tag that no other test has. */
  async function stored(tag: string) {
    const value = { ...PAGE, headers: { "x-next-cache-tags": `_N_T_/x,${tag}` } };
    await handler().set(`${tag}-page`, value, { cacheControl: { revalidate: 60, expire: 3600 } });
    await handler().set(`${tag}-forever`, value, { cacheControl: { revalidate: false } });
    await handler().set(`${tag}-data`, FETCH, { fetchCache: true, tags: [tag] });
    return {
      page: () => handler().get(`${tag}-page`, page),
      forever: () => handler().get(`${tag}-forever`, page),
      data: (tags: string[] = [tag], softTags: string[] = []) =>
        handler().get(`${tag}-data`, { kind: "FETCH", tags, softTags }),
    };
  }

  test.each([
    ["one", (tag: string) => tag],
    ["several", (tag: string) => [`${tag}-other`, tag]],
  ])("is expired, by %s", async (_, tags) => {
    const tag = randomUUID();
    const entries = await stored(tag);
    expect(await entries.page()).not.toBeNull();
    await handler().revalidateTag(tags(tag));
    expect(await entries.page()).toBeNull();
    expect(await entries.forever()).toBeNull();
    expect(await entries.data()).toBeNull();
    // The stored tags count, too.
    expect(await entries.data([])).toBeNull();
  });

  test("is expired if it is a path that the page has data for", async () => {
    const tag = randomUUID();
    const entries = await stored(tag);
    await handler().revalidateTag([`_N_T_/${tag}`]);
    expect(await entries.data([tag], [`_N_T_/${tag}`])).toBeNull();
    expect(await entries.data([tag], ["_N_T_/another"])).not.toBeNull();
  });

  test("is stale by a profile: older than its lifetime, so Next serves it once more", async () => {
    const tag = randomUUID();
    const entries = await stored(tag);
    await handler().revalidateTag(tag, { expire: 3600 });
    for (const entry of [await entries.page(), await entries.forever()]) {
      const { revalidate } = entry?.cacheControl ?? {};
      expect(Date.now() - (entry?.lastModified as number)).toBeGreaterThan((revalidate as number) * 1000);
      expect(entry?.value).toMatchObject({ kind: "APP_PAGE" });
    }
    const data = await entries.data();
    expect(Date.now() - (data?.lastModified as number)).toBeGreaterThan(60_000);
    // `cache: "force-cache"` requests more than Next has stored.
    const revalidate = 4_294_967_294;
    const endless = await handler().get(`${tag}-data`, { kind: "FETCH", tags: [tag], revalidate });
    expect(Date.now() - (endless?.lastModified as number)).toBeGreaterThan(revalidate * 1000);
    // Stored again, it is fresh, and stays so: the record concerns earlier entries.
    await handler().set(`${tag}-data`, FETCH, { fetchCache: true, tags: [tag] });
    await expect
      .poll(async () => {
        await handler().set(`${tag}-data`, FETCH, { fetchCache: true, tags: [tag] });
        return Date.now() - ((await entries.data())?.lastModified as number);
      })
      .toBeLessThan(60_000);
  });

  test("is expired by a profile whose time is over, and by a later revalidation without one", async () => {
    const tag = randomUUID();
    const entries = await stored(tag);
    await handler().revalidateTag(tag, { expire: 0 });
    expect(await entries.page()).toBeNull();
    const other = randomUUID();
    const others = await stored(other);
    await handler().revalidateTag(other, { expire: 3600 });
    await handler().revalidateTag(other);
    await handler().revalidateTag(other, { expire: 3600 });
    expect(await others.page()).toBeNull();
  });

  test("expires entries that were requested before it and stored after it", async () => {
    const tag = randomUUID();
    const rendering = handler();
    expect(await rendering.get(tag, page)).toBeNull();
    await handler().revalidateTag(tag);
    await rendering.set(tag, { ...PAGE, headers: { "x-next-cache-tags": tag } }, {});
    expect(await handler().get(tag, page)).toBeNull();
  });

  test("loses nothing if many processes revalidate it at once", async () => {
    const tag = randomUUID();
    const entries = await stored(tag);
    const events = Array.from({ length: 20 }, (_, index) =>
      handler().revalidateTag(tag, index === 7 ? undefined : { expire: 3600 }),
    );
    await Promise.all(events);
    expect(await entries.page()).toBeNull();
  });
});

test("rejects anything but a cache, and unknown options", () => {
  expect(() => createCacheHandler(Promise.resolve() as never)).toThrow(
    "createCacheHandler takes what createCaches resolves to, or one of its caches; got a promise: await it first",
  );
  expect(() => createCacheHandler(caches, { ttl: 5 } as never)).toThrow(/there is no option 'ttl'/);
  expect(() => createCacheHandler(caches, { timeout: "soon" as never })).toThrow(/timeout must be/);
  expect(() => createCacheHandler(caches, { timeout: 0 })).toThrow(/more than zero/);
});
