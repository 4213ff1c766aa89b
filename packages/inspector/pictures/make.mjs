// Makes the pictures of the guide: node packages/inspector/pictures/make.mjs, with Chromium, redis-server and a Chinese font
// (Debian: fonts-noto-cjk) installed.
import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { serveInspector } from "@coffer/inspector";
import { startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { chromium } from "playwright-core";

const FOLDER = new URL("../../../docs/pictures/", import.meta.url);
/** Milliseconds for which the charts record. */
const WATCHED = 45_000;

// Chromium would draw boxes, and not fail.
if (execFileSync("fc-list", [":lang=zh"]).length === 0)
  throw new Error("there is no Chinese font: install one");

const server = await startServer();
const OPTIONS = {
  SERIALIZER: "msgpack",
  COMPRESSOR: "zstd",
  LAYERS: ["near"],
  NEAR_CACHE: { KEYS: ["product:"] },
};
const caches = await createCaches(
  { CACHES: { default: { LOCATION: server.url(), KEY_PREFIX: "shop", OPTIONS } } },
  { parent: import.meta },
);
const cache = caches.get();
const product = (/** @type {number} */ id) => ({
  id,
  name: `Teapot No. ${id}`,
  price: { amount: 1990n, currency: "EUR" },
  inStock: id % 3 !== 0,
  colours: ["red", "blue", "white"],
});
for (let id = 1; id <= 240; id++) {
  await cache.getOrSet(`product:${id}`, () => product(id), {
    timeout: "10m",
    stale: "2m",
    tags: ["products", `shop:${id % 7}`],
  });
  await cache.set(`basket:2026-11:${id}`, { items: [id, id + 1] }, "1h");
}
await cache.set("exchange-rates", { EUR: 1, USD: 1.09, CNY: 7.8 }, "1d");

const visits = setInterval(() => {
  const many = 6 + 5 * Math.sin(Date.now() / 4000);
  for (let visit = 0; visit < many; visit++) {
    const id = Math.ceil(Math.random() * 280);
    void cache
      .getOrSet(`product:${id}`, () => product(id), { timeout: "10m", tags: ["products"] })
      .catch(() => {});
    void cache.get(`basket:2026-11:${id}`).catch(() => {});
  }
  const changed = 100 + Math.ceil(Math.random() * 140);
  if (Math.random() < 0.2) void cache.set(`product:${changed}`, product(changed), "10m").catch(() => {});
}, 50);

const served = await serveInspector(caches);
const browser = await chromium.launch({
  executablePath: process.env.COFFER_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
await Promise.all(
  [
    { locale: "en-US", ending: "" },
    { locale: "zh-CN", ending: ".zh" },
  ].map(async ({ locale, ending }) => {
    const context = await browser.newContext({ locale, viewport: { width: 1120, height: 740 } });
    const tab = await context.newPage();
    const picture = (/** @type {string} */ name) =>
      tab.screenshot({ path: fileURLToPath(new URL(`inspector-${name}${ending}.png`, FOLDER)) });
    await tab.goto(served.url);
    await pause(WATCHED);
    await picture("overview");
    await tab.goto(new URL("/#/keys?cache=default&redisKey=shop%3A1%3Aproduct%3A7", served.url).href);
    await tab.getByRole("treeitem", { name: /product:/ }).click();
    await tab.getByText("Teapot No. 7").waitFor();
    await picture("key");
  }),
);
clearInterval(visits);
await browser.close();
await served.close();
await caches.close();
await server.stop();
