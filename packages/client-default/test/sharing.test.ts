import type { Caches } from "@coffer/cache-core";
import { DefaultClient } from "@coffer/client-default";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, expect, it } from "vitest";
import { type Gate, gate } from "./gate.js";
import { openCaches } from "./open-caches.js";
import { slowCompressor } from "./slow-compressor.js";

const server = await startServer();
afterAll(() => server.stop());

type Act = (caches: Caches) => Promise<unknown>;
const nothing: Act = async () => {};
const TAGGED = { tags: ["t"] };

describe.each(["getOrSet", "getOrSetMany"] as const)("a load ends while %s reads its key", (method) => {
  /**
   * What the call gets, and whether its own loader ran.
   * @param options of the load. @param own of the call.
   * @param before happens before the call. @param during happens after the load has ended and before the call's read.
   */
  async function scene(
    options: object,
    own: object,
    before = nothing,
    during = nothing,
    load = () => "shared" as unknown,
  ) {
    /** Holds the answer of the call's read. */
    let reading: Gate | undefined;
    class LateReads extends DefaultClient {
      override readValue(...given: Parameters<DefaultClient["readValue"]>): Promise<unknown> {
        const held = reading;
        const answer = super.readValue(...given);
        return held === undefined ? answer : answer.finally(() => held.passed);
      }
    }
    await using caches = await openCaches(server, { CLIENT_CLASS: LateReads });
    const cache = caches.get();
    const [begun, end] = [gate(), gate()];
    const first = cache.getOrSet(
      "k",
      async ({ skip }) => {
        begun.open();
        await end.passed;
        // Not stored, so that others get it only from the load.
        return skip(load());
      },
      options,
    );
    const ended = first.catch(() => {});
    await begun.passed;
    await before(caches);
    reading = gate();
    const { open } = reading;
    let loads = 0;
    const again = () => {
      loads += 1;
      return "own";
    };
    const second =
      method === "getOrSet"
        ? cache.getOrSet("k", again, own)
        : cache
            .getOrSetMany(["k"], () => new Map([["k", again()]]), { tags: [], ...own })
            .then((values) => values.get("k"));
    const outcome = second.then(String, String);
    reading = undefined;
    end.open();
    await ended;
    await during(caches);
    open();
    return { outcome: await outcome, loads };
  }
  const OWN = { outcome: "own", loads: 1 };

  it("and gives it its value, its failure, or undefined", async () => {
    expect(await scene(TAGGED, TAGGED)).toEqual({ outcome: "shared", loads: 0 });
    const fail = () => {
      throw new Error("failed");
    };
    expect(await scene(TAGGED, TAGGED, nothing, nothing, fail)).toEqual({
      outcome: "Error: failed",
      loads: 0,
    });
    const none = () => undefined;
    expect(await scene(TAGGED, TAGGED, nothing, nothing, none)).toEqual({ outcome: "undefined", loads: 0 });
  });

  it.each<[string, Act]>([
    ["deleteByTag", (caches) => caches.get().deleteByTag("t")],
    ["deleteByTag of another cache", (caches) => caches.get("other").deleteByTag("t")],
    ["deleteByTag of a tag that the loader may add", (caches) => caches.get("other").deleteByTag("late")],
    ["delete", (caches) => caches.get().delete("k")],
    ["deleteMany", (caches) => caches.get().deleteMany(["k"])],
    ["deletePattern", (caches) => caches.get().deletePattern("x*")],
    ["clear", (caches) => caches.get().clear()],
    ["pull", (caches) => caches.get().pull("k")],
    ["an eviction of the tag", () => server.command("UNLINK", "{:1:t}:tag")],
    ["an eviction of the number of invalidations", () => server.command("UNLINK", "{:1:tags}:last")],
  ])("but a call after %s loads for itself", async (_what, act) => {
    expect(await scene(TAGGED, TAGGED, act)).toEqual(OWN);
  });

  it("but a call loads for itself if a tag was invalidated meanwhile", async () => {
    const invalidate: Act = (caches) => caches.get("other").deleteByTag("t");
    expect(await scene(TAGGED, TAGGED, nothing, invalidate)).toEqual(OWN);
  });

  it("but a fresh call loads for itself", async () => {
    expect(await scene(TAGGED, { ...TAGGED, fresh: true })).toEqual(OWN);
    expect(await scene({}, { fresh: true })).toEqual(OWN);
  });

  it("but a call with tags does not share a load without", async () => {
    expect(await scene({}, TAGGED)).toEqual(OWN);
  });
});

it("a call after deleteByTag does not get a tagged value that a load without tags found stored", async () => {
  const { SlowCompressor, state, release } = slowCompressor();
  await using caches = await openCaches(server, { COMPRESSOR: SlowCompressor });
  const [cache, other] = [caches.get(), caches.get("other")];
  const [begun, end] = [gate(), gate()];
  const first = cache.getOrSet("k", async () => {
    begun.open();
    await end.passed;
    return "own";
  });
  await begun.passed;
  await other.set("k", "old", TAGGED);
  state.holds = true;
  end.open();
  await expect.poll(() => state.waiting.length).toBe(1);
  await other.deleteByTag("t");
  const late = cache.getOrSet("k", () => "new");
  await cache.get("another round trip");
  await cache.get("and one more");
  release();
  expect(await first).toBe("old");
  expect(await late).toBe("new");
});
