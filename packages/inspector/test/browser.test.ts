import { randomBytes } from "node:crypto";
import type { InspectorOptions } from "@coffer/inspector";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { type Caches, createCaches } from "coffer";
import type { Browser, Page as Tab } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lacking, openBrowser, openTab } from "./support/browser.js";
import { Page } from "./support/page.js";

/** Milliseconds in which the page shows the expected content, on a busy machine. */
const IN_TIME = { timeout: 30_000 };
const LONG = { timeout: 400_000 };

describe.skipIf(lacking !== undefined)(`in Chromium (${lacking ?? "it appears"})`, () => {
  let server: RedisServer;
  let browser: Browser;
  let caches: Caches;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });
  beforeEach(async () => {
    await server.command("FLUSHALL");
    const cache = { LOCATION: server.url(), KEY_PREFIX: "shop", OPTIONS: { COMPRESSOR: "zstd" } };
    caches = await createCaches({ CACHES: { default: cache } }, { parent: import.meta });
  });
  afterEach(() => caches.close());

  async function open(hash = "", options: Partial<InspectorOptions> = {}, locale = "en-US"): Promise<Tab> {
    const page = await Page.of(caches, options);
    const tab = await openTab(browser, page.url, {
      locale,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await tab.goto(`${page.url}/${hash}`);
    return tab;
  }

  /** Waits until the page shows a text. */
  const shows = (tab: Tab, text: string | RegExp) => tab.getByText(text).first().waitFor(IN_TIME);

  it("leads from the overview to a key with its value and envelope in three clicks", async () => {
    await caches
      .get()
      .getOrSet("user:1", () => ({ name: "Ada" }), { timeout: "5m", stale: "1m", tags: ["people"] });
    const tab = await open();
    await tab.getByRole("link", { name: "Keys" }).click();
    await tab.getByRole("treeitem", { name: /user:/ }).click();
    await tab.getByRole("treeitem", { name: /^1/ }).click();
    await shows(tab, '"Ada"');
    const facts = await tab.locator(".facts").innerText();
    expect(facts).toMatch(/shop:1:user:1/);
    expect(facts).toMatch(/Time left\s+00:05:\d\d/);
    expect(facts).toMatch(/JsonSerializer[\s\S]*ZstdCompressor[\s\S]*current[\s\S]*people/);
    await tab.getByText("Stored bytes").click();
    await shows(tab, /meta:/);
    const before = await tab.locator(".facts .number").first().innerText();
    await expect.poll(() => tab.locator(".facts .number").first().innerText()).not.toBe(before);
    await tab.getByRole("button", { name: "Copy: Value" }).click();
    await shows(tab, "Copied");
    expect(await tab.evaluate("navigator.clipboard.readText()")).toBe('{\n  "name": "Ada"\n}');
    await tab.getByRole("link", { name: "people" }).click();
    await shows(tab, "with the tag people");
    await shows(tab, "1 found That is all.");
  });

  it("searches by a pattern, and opens a key by its name", async () => {
    await caches.get().setMany([
      ["a:1", 1],
      ["b:1", 2],
    ] as const);
    const tab = await open("#/keys");
    await tab.getByLabel("Pattern").fill("b:*");
    await tab.getByRole("button", { name: "Search" }).click();
    await shows(tab, "1 found");
    await tab.getByText("List", { exact: true }).click();
    expect(await tab.getByRole("listbox").getByRole("option").allInnerTexts()).toEqual([
      expect.stringMatching(/^b:1/),
    ]);
    await tab.getByLabel("Open a key by its name").fill("a:1");
    await tab.getByRole("button", { name: "Open", exact: true }).click();
    await shows(tab, "shop:1:a:1");
    await tab.getByLabel("Open a key by its name").fill("missing");
    await tab.getByRole("button", { name: "Open", exact: true }).click();
    await shows(tab, "there is no such key");
  });

  it("deletes a key after asking, changes its expiry, and does neither without write", async () => {
    const cache = caches.get();
    await cache.set("a", 1, 60);
    const readOnly = await open("#/keys?key=a");
    await shows(readOnly, "shop:1:a");
    expect(await readOnly.getByRole("button", { name: "Delete" }).count()).toBe(0);

    const tab = await open("#/keys?key=a", { write: true });
    await tab.getByText("Change the expiry").click();
    await tab.getByLabel("Seconds from now").fill("5000");
    await tab.getByRole("button", { name: "Set", exact: true }).click();
    await shows(tab, /^01:2\d:\d\d$/);
    expect(await cache.ttl("a")).toBeGreaterThan(4000);
    await tab.getByRole("button", { name: "Delete" }).first().click();
    await tab.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    expect(await cache.has("a")).toBe(true);
    await tab.getByRole("button", { name: "Delete" }).first().click();
    await tab.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await shows(tab, "The key is gone.");
    expect(await cache.has("a")).toBe(false);
  });

  it("has figures that change every second, and requests nothing while it is hidden", async () => {
    const cache = caches.get();
    const tab = await open();
    await shows(tab, "Reads");
    const picture = () =>
      tab.evaluate("document.querySelector('.chart canvas')?.toDataURL()") as Promise<string>;
    const first = await picture();
    const load = setInterval(() => void cache.get("a").catch(() => {}), 20);
    try {
      await expect.poll(() => tab.locator(".figures").innerText()).toMatch(/misses\s+[1-9]/);
      await expect.poll(picture).not.toBe(first);
      const label = tab.getByRole("img", { name: /^Reads: hits 0, misses [1-9]/ });
      await label.waitFor(IN_TIME);
    } finally {
      clearInterval(load);
    }
    let asked = 0;
    await tab.evaluate(
      "Object.defineProperty(document, 'hidden', { value: true }); document.dispatchEvent(new Event('visibilitychange'))",
    );
    // A request from just before may still arrive.
    await tab.waitForTimeout(1500);
    tab.on("request", () => asked++);
    await tab.waitForTimeout(3000);
    expect(asked).toBe(0);
  });

  it("requests once a second, however often it is hidden and shown again while an answer is pending", async () => {
    const authorize = async () => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      return true;
    };
    const tab = await open("", { authorize });
    await shows(tab, "Reads");
    for (let turn = 0; turn < 20; turn++) {
      await tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
      await tab.waitForTimeout(100);
    }
    let asked = 0;
    tab.on("request", () => asked++);
    await tab.waitForTimeout(4000);
    // Of the statistics, and of the servers.
    expect(asked).toBeLessThanOrEqual(10);
  });

  it("shows tags, locks, servers, settings and the findings of doctor", async () => {
    const cache = caches.get();
    await cache.getOrSet("a", () => 1, { tags: ["red"] });
    const held = await cache.lock("report", { timeout: 60, fencing: true }).acquire();
    const tab = await open("", { write: true });
    const go = (name: string) => tab.getByRole("link", { name, exact: true }).click();
    await go("Tags");
    await shows(tab, "red");
    await tab.getByRole("button", { name: "Invalidate its values" }).first().click();
    await tab.getByRole("dialog").getByRole("button", { name: "Invalidate its values" }).click();
    await expect.poll(() => cache.get("a")).toBeUndefined();
    await go("Locks");
    await shows(tab, String(held?.token));
    await shows(tab, String(held?.fencingToken));
    await go("Servers");
    await shows(tab, "noeviction");
    await go("Settings");
    await shows(tab, "OPTIONS.COMPRESSOR");
    await shows(tab, /loaded from file:.*compressor-zstd/);
    await go("Doctor");
    await shows(tab, /maxmemory is not set/);
    await shows(tab, /values come back equal/);
  });

  it("shows hostile keys and values as text", async () => {
    const cache = caches.get();
    const attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}';
    await cache.set(attack, { [attack]: [attack] }, null);
    await cache.getOrSet("tagged", () => attack, { tags: ["<img src=x onerror=alert(3)>"] });
    await cache.hset("hash", attack, attack);
    await server.command("SET", Buffer.from("shop:1:\xff\xfe", "latin1"), "x");
    await server.command("SET", "shop:1:bytes", Buffer.from([0xff, 0xfe, 0x00]));
    // Incompressible data.
    await cache.set("large", randomBytes(3_000_000).toString("base64"));
    const tab = await open("#/keys");
    await tab.getByText("List", { exact: true }).click();
    await tab.getByRole("listbox").getByRole("option").filter({ hasText: "<script>" }).click();
    await expect.poll(() => tab.locator(".tree").innerText()).toContain(attack.replaceAll('"', '\\"'));
    await tab.getByRole("listbox").getByRole("option").filter({ hasText: "tagged" }).click();
    await shows(tab, "<img src=x onerror=alert(3)>");
    await tab.getByRole("listbox").getByRole("option").filter({ hasText: "hash" }).click();
    await tab.getByRole("button", { name: "Fetch the first 100 members" }).click();
    await expect.poll(() => tab.locator(".members").innerText()).toContain(attack);
    await tab.getByRole("listbox").getByRole("option").filter({ hasText: "bytes" }).click();
    await shows(tab, "It cannot be read");
    await tab.getByRole("listbox").getByRole("option").filter({ hasText: "large" }).click();
    await tab.getByRole("button", { name: /^It has .* MiB. Fetch it/ }).click();
    await shows(tab, /more$/);
    await tab.getByRole("listbox").getByRole("option").filter({ hasText: "\\xff\\xfe" }).click();
    expect(await tab.locator("script:not([src]), main img").count()).toBe(0);
  });

  it("stays smooth with a million keys, and a scan can be stopped", async () => {
    const script =
      "for i = ARGV[1], ARGV[1] + 19999 do redis.call('SET', 'shop:1:user:' .. (i % 1000) .. ':' .. i, i) end";
    for (let from = 0; from < 1_000_000; from += 20_000) await server.command("EVAL", script, "0", from);
    const tab = await open("#/keys");
    await shows(tab, "There are more.");
    await tab.getByRole("button", { name: "Scan on" }).click();
    await tab.getByRole("button", { name: "Stop" }).click();
    await shows(tab, "There are more.");
    await tab.getByRole("button", { name: "Scan on" }).click();
    await tab.getByText("1,000,000 found That is all.").waitFor(LONG);
    await tab.getByRole("treeitem", { name: /user:/ }).click();
    expect(await tab.getByRole("treeitem").count()).toBeLessThan(100);
    await tab.getByText("List", { exact: true }).click();
    const list = tab.getByRole("listbox");
    await list.press("End");
    await tab.locator('[aria-posinset="1000000"]').waitFor(IN_TIME);
    // Whatever the length of a list, only the visible rows are drawn.
    expect(await list.getByRole("option").count()).toBeLessThan(100);
    await list.press("Home");
    await tab.locator('[aria-posinset="1"]').waitFor(IN_TIME);
  }, 600_000);

  it("works with the keyboard alone", async () => {
    await caches.get().set("user:1", "Ada");
    const tab = await open("#/keys");
    await tab.getByRole("treeitem").first().waitFor(IN_TIME);
    await tab.getByRole("tree").focus();
    await tab.keyboard.press("ArrowRight");
    await tab.keyboard.press("ArrowDown");
    await tab.keyboard.press("Enter");
    await shows(tab, '"Ada"');
  });

  it("is in Chinese for browsers that prefer it, and remembers another choice", async () => {
    const tab = await open("#/keys", {}, "zh-CN");
    await shows(tab, "已全部列出。");
    for (const name of ["概览", "标签", "锁", "服务器", "设置", "诊断"]) {
      await tab.getByRole("link", { name, exact: true }).click();
      await tab.getByRole("heading", { level: 1, name, exact: true }).waitFor(IN_TIME);
    }
    expect(await tab.evaluate("document.documentElement.lang")).toBe("zh-CN");
    await tab.getByLabel("语言").selectOption("en");
    await tab.reload();
    await tab.getByRole("heading", { level: 1, name: "Doctor" }).waitFor(IN_TIME);
  });

  it("fits a phone, and is light or dark", async () => {
    await caches.get().set("user:1", "Ada");
    const page = await Page.of(caches);
    const tab = await openTab(browser, page.url, {
      viewport: { width: 360, height: 700 },
      colorScheme: "dark",
    });
    for (const name of ["overview", "keys", "keys?key=user:1", "servers", "settings"]) {
      await tab.goto(`${page.url}/#/${name}`);
      await tab.getByRole("heading", { level: 1 }).waitFor(IN_TIME);
      await tab.waitForTimeout(500);
      expect(await tab.evaluate("document.documentElement.scrollWidth"), name).toBeLessThanOrEqual(360);
    }
    const ground = () => tab.evaluate("getComputedStyle(document.body).backgroundColor");
    const dark = await ground();
    await tab.getByRole("button", { name: "Light or dark" }).click();
    await expect.poll(ground, IN_TIME).not.toBe(dark);
  });
});
