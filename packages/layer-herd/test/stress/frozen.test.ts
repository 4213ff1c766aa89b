import { setTimeout as sleep } from "node:timers/promises";
import { type Cache, createCaches } from "@coffer/cache-core";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";

/** Milliseconds within which a call ends whatever Redis does: SOCKET_TIMEOUT is a second here. */
const IN_TIME = 20_000;
const FAILED = { code: expect.stringMatching(/^ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)$/) };
/** The outcome of a call that is still running then. */
const LATE = "late";
const inTime = <T>(work: Promise<T>): Promise<T | typeof LATE> =>
  Promise.race([work, sleep(IN_TIME, LATE, { ref: false } as const)]) as Promise<T | typeof LATE>;
const never = (): never => expect.unreachable("the loader must not run");

interface Step {
  readonly cache: Cache;
  readonly server: RedisServer;
  /** Whether the cache ignores outages: IGNORE_EXCEPTIONS. */
  readonly isLenient: boolean;
  readonly hasLease: boolean;
}

/** A load during which Redis is frozen. The step starts with a server that answers; afterwards it is thawed. */
const STEPS: Record<string, (step: Step) => Promise<void>> = {
  "before the value is read": async ({ cache, server, isLenient }) => {
    await server.freeze();
    const loading = inTime(cache.getOrSet("k", isLenient ? () => "loaded" : never));
    if (isLenient) expect(await loading).toBe("loaded");
    else await expect(loading).rejects.toMatchObject(FAILED);
  },

  "between the read and the load": async ({ cache, server, isLenient, hasLease }) => {
    await standStillForWrites(server);
    const loading = inTime(cache.getOrSet("k", hasLease && !isLenient ? never : () => "loaded"));
    if (hasLease && !isLenient) await expect(loading).rejects.toMatchObject(FAILED);
    else expect(await loading).toBe("loaded");
  },

  "between the read and a load with tags": async ({ cache, server, isLenient }) => {
    await standStillForWrites(server);
    const loading = inTime(cache.getOrSet("k", isLenient ? () => "loaded" : never, { tags: ["news"] }));
    if (isLenient) expect(await loading).toBe("loaded");
    else await expect(loading).rejects.toMatchObject(FAILED);
  },

  "while the loader runs": async ({ cache, server }) => {
    const load = async () => {
      await server.freeze();
      return "loaded";
    };
    expect(await inTime(cache.getOrSet("k", load))).toBe("loaded");
  },

  "while a loader runs that fails": async ({ cache, server }) => {
    const load = async () => {
      await server.freeze();
      throw new Error("no database");
    };
    await expect(inTime(cache.getOrSet("k", load))).rejects.toThrow("no database");
  },

  "while a loader runs that adds tags": async ({ cache, server }) => {
    const options = { tags: ["news"] };
    const loading = cache.getOrSet(
      "k",
      async ({ tag }) => {
        await server.freeze();
        tag("sport");
        return "loaded";
      },
      options,
    );
    expect(await inTime(loading)).toBe("loaded");
  },

  "while a value is loaded in the background": async ({ cache, server }) => {
    const options = { timeout: 60, stale: 60 };
    await cache.getOrSet("k", () => "old", { ...options, timeout: "10ms" });
    await sleep(50);
    let isFrozen = false;
    const load = async () => {
      await server.freeze();
      isFrozen = true;
      return "loaded";
    };
    expect(await inTime(cache.getOrSet("k", load, options))).toBe("old");
    await expect.poll(() => isFrozen).toBe(true);
  },

  "while a stale value is replaced": async ({ cache, server }) => {
    const options = { timeout: 60, grace: 60 };
    await cache.getOrSet("k", () => "old", { ...options, timeout: "10ms" });
    await sleep(50);
    const load = async () => {
      await server.freeze();
      throw new Error("no database");
    };
    expect(await inTime(cache.getOrSet("k", load, options))).toBe("old");
  },

  "while another call joins a load with tags": async ({ cache, server, isLenient }) => {
    const options = { tags: ["news"] };
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const load = () => {
      begin();
      return ended.then(() => "first");
    };
    const first = cache.getOrSet("k", load, options);
    await begun;
    await server.freeze();
    const joining = inTime(cache.getOrSet("k", isLenient ? () => "second" : never, options));
    if (isLenient) expect(await joining).toBe("second");
    else await expect(joining).rejects.toMatchObject(FAILED);
    end();
    expect(await inTime(first)).toBe("first");
  },

  "before a tag is invalidated": async ({ cache, server, isLenient }) => {
    await server.freeze();
    const deleting = inTime(cache.deleteByTag("news"));
    if (isLenient) expect(await deleting).toBe(false);
    else await expect(deleting).rejects.toMatchObject(FAILED);
  },
};

/** Reads are answered, and writes wait until the server is resumed. */
async function standStillForWrites(server: RedisServer): Promise<void> {
  await server.command("CLIENT", "PAUSE", 60_000, "WRITE");
}

async function goOn(server: RedisServer): Promise<void> {
  server.thaw();
  await server.command("CLIENT", "UNPAUSE");
}

describe.concurrent.each([
  { name: "the default client", LAYERS: [], IGNORE_EXCEPTIONS: false },
  { name: "the default client, without exceptions", LAYERS: [], IGNORE_EXCEPTIONS: true },
  { name: "herd", LAYERS: ["herd"], IGNORE_EXCEPTIONS: false },
  { name: "herd, without exceptions", LAYERS: ["herd"], IGNORE_EXCEPTIONS: true },
])("a call of $name ends in time, and later ones are correct, if Redis is frozen", (given) => {
  it.each(Object.keys(STEPS))("%s", async (name) => {
    const { LAYERS, IGNORE_EXCEPTIONS } = given;
    const server = await startServer();
    const caches = await createCaches(
      {
        CACHES: {
          default: {
            LOCATION: server.url(),
            OPTIONS: {
              CLIENT_CLASS: "default",
              LAYERS,
              IGNORE_EXCEPTIONS,
              SERIALIZER: "json",
              CONNECTION_FACTORY: "ioredis",
              SOCKET_TIMEOUT: 1,
              SOCKET_CONNECT_TIMEOUT: 1,
              ...(LAYERS.length > 0 && { CACHE_HERD_LOCK_TIMEOUT: 2 }),
            },
          },
        },
      },
      { parent: import.meta },
    );
    const cache = caches.get();
    try {
      // The times are those of the standstill; a busy machine may need more than one such to begin with.
      await eventually(() => caches.ready());
      await STEPS[name]?.({ cache, server, isLenient: IGNORE_EXCEPTIONS, hasLease: LAYERS.length > 0 });
      await goOn(server);
      // Whatever the frozen server had received is executed by now, or never.
      await eventually(async () => {
        expect(await cache.set("k", "newer")).toBe(true);
        expect(await cache.getOrSet("k", () => "too late")).toBe("newer");
      });
      await eventually(async () => {
        expect(await cache.set("k", "newest")).toBe(true);
        expect(await cache.delete("k")).toBe(true);
        expect(await inTime(cache.getOrSet("k", () => "after"))).toBe("after");
        expect(await cache.get("k")).toBe("after");
      });
    } finally {
      expect(await inTime(caches.close())).not.toBe(LATE);
      await server.stop();
    }
  });
});
