import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { ReadableStream } from "node:stream/web";
import { createUseCacheHandler } from "@coffer/next";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { type Caches, createCaches } from "coffer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let server: RedisServer;
let caches: Caches;
beforeAll(async () => {
  server = await startServer();
  const OPTIONS = { SERIALIZER: "@coffer/serializer-msgpack" };
  const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
  caches = await createCaches(settings, { parent: import.meta });
});
afterAll(async () => {
  await caches.close();
  await server.stop();
});

const handler = () => createUseCacheHandler(caches);

function entry(tags: string[] = [], options: object = {}) {
  const chunks = [Uint8Array.of(0, 255), Uint8Array.of(1)];
  return {
    value: new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
    }),
    tags,
    stale: 300,
    timestamp: performance.timeOrigin + performance.now(),
    expire: 3600,
    revalidate: 900,
    ...options,
  };
}

async function bytesOf(stream: ReadableStream<Uint8Array> | undefined): Promise<number[]> {
  const bytes: number[] = [];
  for await (const chunk of stream ?? []) bytes.push(...chunk);
  return bytes;
}

/** JSON with the build, the function and its arguments, as in Next. */
const newKey = () => JSON.stringify(["build", randomUUID(), [{ text: "x".repeat(5000) }]]);

describe("between processes", () => {
  test("returns an entry, with a separate stream for each reader", async () => {
    const key = newKey();
    expect(await handler().get(key, [])).toBeUndefined();
    const made = entry(["a"]);
    await handler().set(key, Promise.resolve(made));
    const { value: _, ...expected } = made;
    const reader = handler();
    for (const found of [await reader.get(key, []), await reader.get(key, ["_N_T_/"])]) {
      const { value, ...rest } = found ?? {};
      expect(rest).toEqual(expected);
      expect(await bytesOf(value)).toEqual([0, 255, 1]);
    }
  });

  test("keeps it until it expires, at most for the timeout, at a short key", async () => {
    await server.command("FLUSHALL");
    const left = async () => {
      const [key] = (await server.text("KEYS", "*")) as string[];
      expect(key).toMatch(/^:1:use:[0-9a-f]{64}$/);
      const ttl = Number(await server.text("PTTL", String(key)));
      await server.command("FLUSHALL");
      return Math.ceil(ttl / 3_600_000);
    };
    await handler().set(newKey(), Promise.resolve(entry()));
    expect(await left()).toBe(1);
    await handler().set(newKey(), Promise.resolve(entry([], { expire: 4_294_967_294 })));
    expect(await left()).toBe(30 * 24);
    await createUseCacheHandler(caches, { timeout: "2h" }).set(
      newKey(),
      Promise.resolve(entry([], { expire: 86_400 })),
    );
    expect(await left()).toBe(2);
    await handler().set(newKey(), Promise.resolve(entry([], { expire: 0 })));
    expect(await server.text("KEYS", "*")).toEqual([]);
  });
});

describe("in one process", () => {
  test("a get waits for a pending set", async () => {
    const key = newKey();
    const own = handler();
    let resolve = (_made: ReturnType<typeof entry>): void => {};
    const promise = new Promise<ReturnType<typeof entry>>((each) => {
      resolve = each;
    });
    const setting = own.set(key, promise);
    const getting = own.get(key, []);
    resolve(entry());
    expect(await bytesOf((await getting)?.value)).toEqual([0, 255, 1]);
    await setting;
  });

  test("a render that fails and a stream that breaks store nothing, and reject nothing", async () => {
    const key = newKey();
    const own = handler();
    await own.set(key, Promise.reject(new Error("the render failed")));
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error("broken"));
      },
    });
    await own.set(key, Promise.resolve(entry([], { value: broken })));
    expect(await own.get(key, [])).toBeUndefined();
  });
});

describe("a tag that another process revalidates", () => {
  test("is expired, an explicit one and a soft one", async () => {
    const [key, tag] = [newKey(), randomUUID()];
    await handler().set(key, Promise.resolve(entry([tag])));
    expect(await handler().getExpiration([tag])).toBe(Number.POSITIVE_INFINITY);
    expect(await handler().get(key, [`_N_T_/${tag}`])).toBeDefined();
    await handler().updateTags([`_N_T_/${tag}`]);
    expect(await handler().get(key, [`_N_T_/${tag}`])).toBeUndefined();
    expect(await handler().get(key, [])).toBeDefined();
    await handler().updateTags(["another", tag]);
    expect(await handler().get(key, [])).toBeUndefined();
  });

  test("is stale by a profile, served once more, until the profile's time is over", async () => {
    const [key, tag] = [newKey(), randomUUID()];
    await handler().set(key, Promise.resolve(entry([tag])));
    await handler().updateTags([tag], { expire: 31_536_000 });
    const stale = await handler().get(key, []);
    expect(stale?.revalidate).toBe(-1);
    expect(await bytesOf(stale?.value)).toEqual([0, 255, 1]);
    await handler().updateTags([tag], { expire: 0 });
    expect(await handler().get(key, [])).toBeUndefined();
  });

  test("does not affect later entries", async () => {
    const [key, tag] = [newKey(), randomUUID()];
    await handler().updateTags([tag]);
    await handler().updateTags([tag], { expire: 3600 });
    await expect
      .poll(async () => {
        await handler().set(key, Promise.resolve(entry([tag])));
        return (await handler().get(key, []))?.revalidate;
      })
      .toBe(900);
  });

  test("expires entries that were started before it and stored after it", async () => {
    const [key, tag] = [newKey(), randomUUID()];
    const begun = entry([tag]);
    await handler().updateTags([tag]);
    await handler().set(key, Promise.resolve(begun));
    expect(await handler().get(key, [])).toBeUndefined();
  });
});
