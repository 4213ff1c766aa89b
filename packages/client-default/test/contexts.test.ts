import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { type Cache, type Caches, createCaches } from "@coffer/cache-core";
import { JsonSerializer } from "@coffer/serializer-json";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";

const request = new AsyncLocalStorage<string>();

/** The contexts in which values were read, by their content. */
const readBy: [value: unknown, who: string | undefined][] = [];
class WatchedSerializer extends JsonSerializer {
  override loads(data: Buffer, text?: string): unknown {
    const value = super.loads(data, text);
    readBy.push([value, request.getStore()]);
    return value;
  }
}

describe("AsyncLocalStorage", () => {
  let server: RedisServer;
  let caches: Caches;
  let cache: Cache;
  const logged: (string | undefined)[] = [];
  beforeEach(async () => {
    readBy.length = 0;
    logged.length = 0;
    server = await startServer();
    const OPTIONS = {
      CLIENT_CLASS: "@coffer/client-default",
      CONNECTION_FACTORY: "@coffer/connection-ioredis",
      SERIALIZER: WatchedSerializer,
      IGNORE_EXCEPTIONS: true,
      LOG_IGNORED_EXCEPTIONS: true,
    };
    const LOGGER = {
      error: () => logged.push(request.getStore()),
      info: () => logged.push(request.getStore()),
    };
    caches = await createCaches(
      { LOGGER, CACHES: { default: { LOCATION: server.url(), OPTIONS } } },
      { parent: import.meta },
    );
    cache = caches.get();
  });
  afterEach(async () => {
    await caches.close();
    await server.stop();
  });

  it("values are read in the async context of their caller, whoever sent the queue", async () => {
    for (const key of ["a", "b", "c"]) await cache.set(key, { key });
    // Until a single caller is assumed.
    for (let n = 0; n < 40; n++) await cache.get("none");
    const ways = [
      () => request.run("other", () => cache.set("x", 1)),
      () => request.run("other", () => cache.has("x")),
      () => request.run("b", () => cache.get("b")),
      () => Promise.all([request.run("b", () => cache.get("b")), request.run("c", () => cache.get("c"))]),
      () => undefined,
    ];
    for (const besides of ways) {
      for (let n = 0; n < 40; n++) await cache.get("none");
      const answers = [request.run("a", () => cache.get("a")), besides()];
      expect((await Promise.all(answers))[0]).toEqual({ key: "a" });
    }
    expect(readBy.length).toBe(ways.length + 3);
    for (const [value, who] of readBy) expect((value as { key: string }).key).toBe(who);
  });

  it("a loader runs in the async context of the call that runs it", async () => {
    const seen = await request.run("loading", () => cache.getOrSet("k", async () => request.getStore()));
    expect(seen).toBe("loading");
  });

  it("an outage is reported outside of any caller's context", async () => {
    const events: (string | undefined)[] = [];
    const listen = (): void => void events.push(request.getStore());
    subscribe("coffer:connection", listen);
    onTestFinished(() => void unsubscribe("coffer:connection", listen));
    // The first caller creates the connection.
    await request.run("first", () => cache.set("k", 1));
    await request.run("second", () => server.kill());
    await vi.waitFor(
      async () => {
        await request.run("third", () => cache.get("k"));
        expect(events.length).toBeGreaterThan(0);
        expect(logged.length).toBeGreaterThan(0);
      },
      { timeout: 30_000, interval: 20 },
    );
    await server.restart();
    await vi.waitFor(() => expect(events.length).toBeGreaterThan(1), { timeout: 30_000 });
    expect([...events, ...logged]).toEqual([...events, ...logged].map(() => undefined));
  });
});
