import { DefaultClient } from "@coffer/client-default";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, expect, it } from "vitest";
import { gate } from "./gate.js";
import { openCaches } from "./open-caches.js";

const server = await startServer();
afterAll(() => server.stop());

/** Caches that get no answer to the first question about the versions of tags, as if one node of a cluster hung. */
async function withoutAnswer() {
  const answer = gate();
  let questions = 0;
  class Hanging extends DefaultClient {
    // biome-ignore lint/suspicious/noExplicitAny: they are passed on.
    constructor(...args: any[]) {
      super(...(args as ConstructorParameters<typeof DefaultClient>));
      const secure = this.tags.secure.bind(this.tags);
      this.tags.secure = async (...given) => {
        questions += 1;
        if (questions === 1) await answer.passed;
        return secure(...given);
      };
    }
  }
  const caches = await openCaches(server, { CLIENT_CLASS: Hanging });
  const asked = () => expect.poll(() => questions).toBe(1);
  return { caches, asked, answer: answer.open };
}

const outcome = (call: Promise<unknown>) => call.then(String, (error) => error.code);

describe("while a load waits for its tags", () => {
  it("another call of the key ends at its hardTimeout", async () => {
    const { caches, asked, answer } = await withoutAnswer();
    await using _ = caches;
    const cache = caches.get();
    const first = cache.getOrSet("k", () => "first", { tags: ["t"] });
    await asked();
    const second = cache.getOrSet("k", () => "second", { tags: ["t"], hardTimeout: 0.1 });
    expect(await outcome(second)).toBe("ERR_LOAD_TIMEOUT");
    answer();
    expect(await first).toBe("first");
  });

  it("getOrSetMany ends at its hardTimeout", async () => {
    const { caches, asked, answer } = await withoutAnswer();
    await using _ = caches;
    const cache = caches.get();
    const first = cache.getOrSet("k", () => "first", { tags: ["t"] });
    await asked();
    const load = (keys: readonly string[]) => new Map(keys.map((key) => [key, "second"]));
    const second = cache.getOrSetMany(["k", "other"], load, { tags: ["t"], hardTimeout: 0.1 });
    expect(await outcome(second)).toBe("ERR_LOAD_TIMEOUT");
    answer();
    expect(await first).toBe("first");
  });

  it("a call loads for itself once hardTimeout has ended that load", async () => {
    const { caches, asked, answer } = await withoutAnswer();
    await using _ = caches;
    const cache = caches.get();
    const first = outcome(cache.getOrSet("k", () => "first", { tags: ["t"], hardTimeout: 0.5 }));
    await asked();
    const second = cache.getOrSet("k", () => "second", { tags: ["t"] });
    expect(await first).toBe("ERR_LOAD_TIMEOUT");
    expect(await second).toBe("second");
    answer();
  });
});
