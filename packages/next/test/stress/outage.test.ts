import { createCacheHandler, createUseCacheHandler } from "@coffer/next";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { outagesOf } from "../../../../test/fixtures/outages.js";

/** Milliseconds within which a call ends whatever Redis does: SOCKET_TIMEOUT is a second here. */
const IN_TIME = 10_000;
const OPTIONS = { SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1 };
const FETCH = { kind: "FETCH", data: { body: "YQ==" }, revalidate: 60 };
const context = { kind: "FETCH", tags: ["tag"], softTags: [] };

let server: RedisServer;
beforeAll(async () => {
  server = await startServer({ persistent: true });
});
afterAll(() => server.stop());
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const inTime = <T>(work: Promise<T>): Promise<T> => {
  // `eventually` polls: it is the same promise each time, which settles once.
  return eventually(() => work, { deadline: IN_TIME, interval: IN_TIME });
};

const entry = () => ({
  value: new Blob(["bytes"]).stream() as never,
  tags: ["tag"],
  stale: 300,
  timestamp: Date.now(),
  expire: 3600,
  revalidate: 900,
});

/** The calls of a page to both handlers during an outage: everything is missing, and nothing rejects. */
async function everyCall(settings: object): Promise<void> {
  const pages = new (createCacheHandler(settings))({});
  const used = createUseCacheHandler(settings);
  expect(await inTime(pages.get("key", context))).toBeNull();
  await inTime(pages.set("key", FETCH, { fetchCache: true, tags: ["tag"] }));
  await inTime(pages.revalidateTag("tag"));
  await inTime(used.refreshTags());
  expect(await inTime(used.get("key", []))).toBeUndefined();
  await inTime(used.set("key", Promise.resolve(entry())));
  await inTime(used.updateTags(["tag"], { expire: 5 }));
}

describe.each(outagesOf(() => server))("while Redis is $how", ({ begin, end }) => {
  test("each call of handlers that connect only then ends in time, and the log has the reason", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    await begin();
    try {
      await everyCall({ LOCATION: server.url(), OPTIONS });
    } finally {
      await end();
    }
    const lines = error.mock.calls.map(([line]) => String(line));
    // Each handler has its own cache here.
    expect(lines.filter((line) => /get of Next's cache handler/.test(line)).length).toBeGreaterThanOrEqual(2);
  });

  test("entries are missing rather than stale, also while exceptions are ignored, and come back", async () => {
    await using caches = await createCaches(
      {
        CACHES: {
          default: {
            LOCATION: server.url(),
            OPTIONS: { ...OPTIONS, IGNORE_EXCEPTIONS: true, SERIALIZER: "msgpack" },
          },
        },
      },
      { parent: import.meta },
    );
    const pages = new (createCacheHandler(caches))({});
    // Polls: caches of one server share the connection, which the previous case may have left to be opened again.
    await eventually(async () => {
      await pages.set("there", FETCH, { fetchCache: true, tags: ["there"] });
      expect((await pages.get("there", context))?.value).toEqual(FETCH);
    });
    await begin();
    try {
      expect(await inTime(pages.get("there", context))).toBeNull();
      // Not of this entry: a frozen server may still execute it.
      await inTime(pages.revalidateTag("another"));
    } finally {
      await end();
    }
    await eventually(async () => expect((await pages.get("there", context))?.value).toEqual(FETCH));
  });
});

test("while Redis refuses connections, each call ends in time, and the log has the reason", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  await everyCall({ LOCATION: "redis://127.0.0.1:1", OPTIONS });
  expect(error.mock.calls[0]?.map(String).join(" ")).toMatch(/get of Next's cache handler.*127\.0\.0\.1:1/s);
});

test("a build without Redis and without its address goes on with one line for each handler", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  vi.stubEnv("NEXT_PHASE", "phase-production-build");
  vi.stubEnv("CACHE_URL", "");
  await everyCall({});
  await everyCall({ LOCATION: "redis://:secret@127.0.0.1:1", OPTIONS });
  const lines = warn.mock.calls.map(([line]) => String(line));
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^The build continues without its cache: .*LOCATION/);
  expect(lines[2]).toMatch(/^The build continues without its cache: .*127\.0\.0\.1:1/);
  expect(lines.join()).not.toMatch(/secret/);
  expect(error).not.toHaveBeenCalled();
});

test("invalid settings are reported at each call, without the password, and affect no page", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  await everyCall({ LOCATION: "redis://:secret@h", TIMEOUTS: 5 });
  expect(error.mock.calls.length).toBeGreaterThan(4);
  for (const [message, reason] of error.mock.calls) {
    expect(message).toMatch(/^Error in \w+ of Next's cache handler:$/);
    expect(String(reason)).toMatch(/TIMEOUTS/);
    expect(String(reason)).not.toMatch(/secret/);
  }
});

test("the environment names the server, at the first use", async () => {
  const pages = new (createCacheHandler({ KEY_PREFIX: "environment" }))({});
  vi.stubEnv("CACHE_URL", server.url());
  await pages.set("key", FETCH, { fetchCache: true });
  expect(await server.text("KEYS", "environment:*")).toEqual(["environment:1:fetch:key"]);
});
