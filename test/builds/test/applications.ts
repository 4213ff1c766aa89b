/** The body of each application once its caches exist; it prints `fine` if everything works. */
const ROUND_TRIP = `
  const cache = caches.get();
  const value = { text: "x".repeat(1000), at: new Date(0) };
  if (!(await cache.set("key", value, "1m"))) throw new Error("not stored");
  if (!isDeepStrictEqual(await cache.get("key"), value)) throw new Error("found something else");
  if ((await cache.getOrSet("loaded", async () => 5, "1m")) !== 5) throw new Error("not loaded");
  await caches.close();
  console.log("fine");
`;

const run = (body: string) => `
  async function main() {${body}}
  main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
`;

/** Names its plugins by classes, so that bundlers see them. */
export const BY_CLASSES: string = `
  import { HerdClient } from "@coffer/client-herd";
  import { ZlibCompressor } from "@coffer/compressor-zlib";
  import { MsgPackSerializer } from "@coffer/serializer-msgpack";
  import { isDeepStrictEqual } from "node:util";
  import { createCaches } from "coffer";
  ${run(`
    const OPTIONS = { CLIENT_CLASS: HerdClient, SERIALIZER: MsgPackSerializer, COMPRESSOR: ZlibCompressor };
    const caches = await createCaches({ CACHES: { default: { LOCATION: String(process.env.REDIS_URL), OPTIONS } } });
    ${ROUND_TRIP}
  `)}
`;

/** Names its plugins by strings, which are resolved at run time, from the packages next to the settings file. */
export const BY_STRINGS: string = `
  import { isDeepStrictEqual } from "node:util";
  import { createCaches } from "coffer";
  ${run(`
    const caches = await createCaches(String(process.env.SETTINGS));
    ${ROUND_TRIP}
  `)}
`;

/**
 * Caches responses, in Node's own server and in Hono. The check repeats a request until the response comes from the
 * cache, since it is stored in the background.
 */
export const HTTP_CACHE: string = `
  import { httpCache } from "@coffer/http-cache";
  import { httpCache as forHono } from "@coffer/http-cache/hono";
  import { once } from "node:events";
  import { createServer } from "node:http";
  import { createCaches } from "coffer";
  import { Hono } from "hono";
  async function isKept(ask) {
    for (let last, tries = 0; tries < 100; tries++) {
      const now = await ask();
      if (now === last) return true;
      last = now;
    }
    return false;
  }
  ${run(`
    const caches = await createCaches({ CACHES: { default: { LOCATION: String(process.env.REDIS_URL) } } });
    let runs = 0;
    const middleware = httpCache(caches);
    const answer = (response) => response.setHeader("Cache-Control", "s-maxage=60").end(String(++runs));
    const server = createServer((request, response) => middleware(request, response, () => answer(response)));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const url = "http://127.0.0.1:" + server.address().port;
    if (!(await isKept(async () => (await fetch(url)).text()))) throw new Error("Node's answer is not kept");
    server.close();
    server.closeAllConnections();
    const app = new Hono();
    app.use(forHono(caches, { app }));
    app.get("/", (context) => context.text(String(++runs), 200, { "Cache-Control": "s-maxage=60" }));
    const ask = async () => (await app.request("http://shop.example/")).text();
    if (!(await isKept(ask))) throw new Error("Hono's answer is not kept");
    await caches.close();
    console.log("fine");
  `)}
`;
