import { type CacheSettings, createCaches } from "@coffer/cache-core";
import { clientSuite } from "@coffer/client-suite";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "../../plugin-kit/test/support/failures-of.js";

const unavailable = () => Promise.reject(new Error("this test creates no cache"));

describe("capabilities", () => {
  it("that the environment lacks skip the cases that need them, with the reason in words", async () => {
    const { skipped } = await outcomeOf((runner) =>
      clientSuite({ ...runner, createCache: unavailable, capabilities: { counters: false } }),
    );
    expect(skipped).toContainEqual(
      expect.stringMatching(/incr adds one.*\[skipped: this client has no counters\]$/),
    );
    expect(skipped).toContainEqual(expect.stringMatching(/\[skipped: there is no access to the server/));
  });

  it("must have known names", () => {
    const misspelt = { countres: false } as object;
    expect(() => clientSuite({ it: () => {}, createCache: unavailable, capabilities: misspelt })).toThrow(
      /"countres"/,
    );
  });
});

describe("the cases", () => {
  it("have unique titles, so that a list of exceptions is unambiguous", () => {
    const titles: string[] = [];
    clientSuite({ it: (title) => titles.push(title), createCache: unavailable, raw: unavailable });
    const own = titles.map((title) => title.replace(/^.*?: .*?: /, ""));
    expect(own.filter((title, index) => own.indexOf(title) !== index)).toEqual([]);
  });

  it("are in groups that can run alone, in the order of the suite", () => {
    const groupsOf = (groups?: readonly string[]) => {
      const found: string[] = [];
      const describe = (title: string, body: () => void) => {
        found.push(title);
        body();
      };
      clientSuite({ describe, it: () => {}, createCache: unavailable, groups });
      return found.slice(1);
    };
    expect(groupsOf().length).toBeGreaterThan(30);
    expect(groupsOf(["locks", "values"])).toEqual(["values", "locks"]);
    expect(() => groupsOf(["lokcs"])).toThrow(
      /^groups: there is no group "lokcs"; there are "keys", "prefixes"/,
    );
  });
});

describe("without a Redis, the suite", () => {
  const createCache = async (settings: Partial<CacheSettings>) => {
    const LOCATION = "redis://127.0.0.1:1/0";
    const OPTIONS = {
      CLIENT_CLASS: "default",
      CONNECTION_FACTORY: "ioredis",
      SERIALIZER: "json",
      ...settings.OPTIONS,
    };
    const caches = await createCaches({ CACHES: { default: { LOCATION, ...settings, OPTIONS } } } as never, {
      parent: import.meta,
    });
    return caches.get();
  };

  it("fails once, with what to do, and skips the rest if the runner can", async () => {
    const outcomes: string[] = [];
    const cases: ((context: unknown) => Promise<void>)[] = [];
    clientSuite({ it: (title, run) => title.includes("[skipped: ") || cases.push(run), createCache });
    expect(cases.length).toBeGreaterThan(100);
    for (const run of cases) {
      const skip = (reason: string) => outcomes.push(`skipped: ${reason}`);
      await run({ skip }).catch((error: Error) => outcomes.push(error.message));
    }
    const sentence = outcomes[0] as string;
    expect(sentence).toMatch(
      /^no Redis answers the cache that createCache returned, so no case can run: .*127\.0\.0\.1:1/,
    );
    expect(sentence).toMatch(/Start a server, or let createCache connect to a running one$/);
    expect(outcomes).toHaveLength(cases.length);
    expect(new Set(outcomes.slice(1))).toEqual(
      new Set([`skipped: ${sentence.replace(/\. Start a server.*$/, "")}`]),
    );
  });
});
