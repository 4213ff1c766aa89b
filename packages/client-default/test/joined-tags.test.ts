import { type Cache, createCaches } from "@coffer/cache-core";
import { DefaultClient } from "@coffer/client-default";
import { startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { gate } from "./gate.js";

it("a call loads for itself if Redis cannot say whether a load may be joined, and the cache ignores that", async () => {
  await using server = await startServer();
  const OPTIONS = {
    CLIENT_CLASS: "default",
    SERIALIZER: "json",
    CONNECTION_FACTORY: "ioredis",
    IGNORE_EXCEPTIONS: true,
  };
  const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
  await using caches = await createCaches(settings, { parent: import.meta });
  const cache = caches.get();
  const options = { tags: ["t"] };
  let end = (_value: string) => {};
  const begun = new Promise<void>((resolve) => {
    const load = () => {
      resolve();
      return new Promise<string>((done) => {
        end = done;
      });
    };
    void cache.getOrSet("k", load, options);
  });
  await begun;
  // The number of the last invalidation is unreadable now.
  await server.command("UNLINK", "{:1:tags}:last");
  await server.command("LPUSH", "{:1:tags}:last", "x");
  expect(await cache.getOrSet("k", () => "own", options)).toBe("own");
  end("first");
});

describe("a call that asks whether it may join a load, which ends before the answer", () => {
  interface Scene {
    readonly cache: Cache;
    /** Lets the load return its value. */
    readonly end: () => void;
    readonly first: Promise<unknown>;
  }

  /** Runs `meanwhile` after the call has asked, and before it gets the answer; resolves to the loaded values. */
  async function whileAsked(meanwhile: (scene: Scene) => Promise<unknown>) {
    const loaded: string[] = [];
    const [asked, answered, begun, ended] = [gate(), gate(), gate(), gate()];
    let questions = 0;
    /** On a cluster the tags may be on another server than the value, which answers later. */
    class LateAnswers extends DefaultClient {
      // biome-ignore lint/suspicious/noExplicitAny: they are passed on.
      constructor(...args: any[]) {
        super(...(args as ConstructorParameters<typeof DefaultClient>));
        const last = this.tags.last.bind(this.tags);
        this.tags.last = async () => {
          const number = await last();
          questions += 1;
          // The first question is the load's own.
          if (questions === 2) {
            asked.open();
            await answered.passed;
          }
          return number;
        };
      }
    }
    await using server = await startServer();
    const OPTIONS = { CLIENT_CLASS: LateAnswers, SERIALIZER: "json", CONNECTION_FACTORY: "ioredis" };
    const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
    await using caches = await createCaches(settings, { parent: import.meta });
    const cache = caches.get();
    const options = { tags: ["t"] };
    const load = async () => {
      begun.open();
      await ended.passed;
      loaded.push("first");
      return "first";
    };
    const again = () => {
      loaded.push("second");
      return "second";
    };
    const first = cache.getOrSet("k", load, options);
    await begun.passed;
    const call = cache.getOrSet("k", again, options);
    await asked.passed;
    await meanwhile({ cache, first, end: ended.open });
    answered.open();
    return { answer: await call, loaded };
  }

  it("gets the value of that load", async () => {
    const { answer, loaded } = await whileAsked(async ({ end, first }) => {
      end();
      await first;
    });
    expect(answer).toBe("first");
    expect(loaded).toEqual(["first"]);
  });

  it("loads for itself if the key was deleted", async () => {
    const { answer } = await whileAsked(async ({ cache, end, first }) => {
      await cache.delete("k");
      end();
      await first;
    });
    expect(answer).toBe("second");
  });
});

it("null is not a list of tags", async () => {
  await using server = await startServer();
  const OPTIONS = { CLIENT_CLASS: "default", SERIALIZER: "json", CONNECTION_FACTORY: "ioredis" };
  const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
  await using caches = await createCaches(settings, { parent: import.meta });
  const tags = null as unknown as string[];
  await expect(async () => caches.get().set("k", 1, { tags })).rejects.toThrow(TypeError);
  await expect(async () => caches.get().setMany({ k: 1 }, { tags })).rejects.toThrow(TypeError);
  await expect(async () => caches.get().getOrSet("k", () => 1, { tags })).rejects.toThrow(TypeError);
});
