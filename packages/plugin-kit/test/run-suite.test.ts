import { type CacheSettings, createCaches } from "@coffer/cache-core";
import type { It } from "@coffer/plugin-kit";
import { clientSuite, ReferenceSerializer, serializerSuite } from "@coffer/plugin-kit";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "./support/failures-of.js";

const create = () => new ReferenceSerializer();
const unavailable = () => Promise.reject(new Error("no cache is made in this test"));

describe("cases that an environment cannot do", () => {
  it("are reported as skipped, with the reason in the title", async () => {
    const cannot = {
      "nothing is not a value": "the format has an empty value",
      "bytes after the value are an error (row 48)": "it reads streams",
    };
    const { skipped, failed } = await outcomeOf((runner) => serializerSuite({ ...runner, create, cannot }));
    expect(failed).toEqual([]);
    expect(skipped).toEqual([
      "a serializer > bytes of others > nothing is not a value [skipped: the format has an empty value]",
      "a serializer > bytes of others > bytes after the value are an error [skipped: it reads streams]",
    ]);
  });

  it("have to be cases that there are, with a reason", () => {
    const suite = (cannot: Record<string, string>) => () => serializerSuite({ it: () => {}, create, cannot });
    expect(suite({ "does what is not asked": "why not" })).toThrow(/no case "does what is not asked"/);
    expect(suite({ "nothing is not a value": " " })).toThrow(/needs a reason/);
  });

  it("can be named by what the environment lacks", async () => {
    const outcome = await outcomeOf((runner) =>
      clientSuite({ ...runner, createCache: unavailable, capabilities: { counters: false } }),
    );
    expect(outcome.skipped).toContainEqual(
      expect.stringMatching(/incr adds one.*\[skipped: this client does not count\]$/),
    );
    expect(outcome.skipped).toContainEqual(
      expect.stringMatching(/\[skipped: there is no way to look at the server/),
    );
    const misspelt = { countres: false } as object;
    expect(() => clientSuite({ it: () => {}, createCache: unavailable, capabilities: misspelt })).toThrow(
      /"countres"/,
    );
  });
});

describe("a runner", () => {
  it("needs no describe: the groups go in front of the titles", () => {
    const titles: string[] = [];
    serializerSuite({ it: (title) => titles.push(title), create });
    expect(titles).toContain("a serializer: bytes of others: nothing is not a value");
  });

  it("gets no group without cases, which some take for a mistake", () => {
    const groups: string[] = [];
    const describe = (title: string, body: () => void) => {
      groups.push(title);
      body();
    };
    serializerSuite({ describe, it: () => {}, create });
    expect(groups).toContain("bytes of others");
    expect(groups).not.toContain("its own values");
    serializerSuite({ describe, it: () => {}, create, values: { "a text": "text" } });
    expect(groups).toContain("its own values");
  });

  it("needs no skip: a skipped case is an empty one that says so", async () => {
    const bodies = new Map<string, () => Promise<void>>();
    const plain: It = (title, body) => bodies.set(title, body);
    serializerSuite({ it: plain, create, cannot: { "nothing is not a value": "a reason" } });
    const skipped = [...bodies].filter(([title]) => title.includes("[skipped: a reason]"));
    expect(skipped).toHaveLength(1);
    await skipped[0]?.[1]();
  });

  it("is told of a case that hangs", async () => {
    const { failed } = await outcomeOf((runner) =>
      clientSuite({ ...runner, deadline: 2, createCache: () => new Promise(() => {}) }),
    );
    expect(failed.length).toBeGreaterThan(100);
  });
});

describe("a suite", () => {
  it("has no title twice, or one could not say which cannot be done", async () => {
    const titles: string[] = [];
    clientSuite({ it: (title) => titles.push(title), createCache: unavailable, raw: unavailable });
    const own = titles.map((title) => title.replace(/^.*?: .*?: /, "").replace(/ \(rows? [\d, ]+\)$/, ""));
    expect(own.filter((title, index) => own.indexOf(title) !== index)).toEqual([]);
  });
});

describe("groups", () => {
  const groupsOf = (groups: readonly string[] | undefined) => {
    const found: string[] = [];
    const group = (title: string, body: () => void) => {
      found.push(title);
      body();
    };
    clientSuite({ describe: group, it: () => {}, name: "mine", createCache: unavailable, groups });
    return found.slice(1);
  };

  it("are all run where none is named", () => {
    expect(groupsOf(undefined).length).toBeGreaterThan(30);
    expect(groupsOf(undefined)).toContain("incr and decr");
  });

  it("are run alone where they are named, in the order of the suite", () => {
    expect(groupsOf(["locks", "values"])).toEqual(["values", "locks"]);
  });

  it("leave out cases that cannot be done, which stay cases that there are", () => {
    const titles: string[] = [];
    const cannot = { "nothing is not a value": "the format has an empty value" };
    serializerSuite({ it: (title) => titles.push(title), create, cannot, groups: ["plain values"] });
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.filter((title) => !title.startsWith("a serializer: plain values: "))).toEqual([]);
  });

  it("have to be groups that there are, and one at least", () => {
    expect(() => groupsOf(["lokcs"])).toThrow(
      /^groups: there is no group "lokcs"; there are "keys", "prefixes"/,
    );
    expect(() => groupsOf(["toString"])).toThrow(/no group "toString"/);
    expect(() => groupsOf([])).toThrow(/^groups: name one at least; there are "keys"/);
  });
});

describe("the client's suite without a Redis", () => {
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

  it("fails once, with what to do, and skips the rest where the runner can", async () => {
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
      /^no Redis answers the cache that createCache made, so that no case can run: .*127\.0\.0\.1:1/,
    );
    expect(sentence).toMatch(/Start a server, or let createCache name one that runs$/);
    expect(outcomes).toHaveLength(cases.length);
    expect(new Set(outcomes.slice(1))).toEqual(
      new Set([`skipped: ${sentence.replace(/\. Start a server.*$/, "")}`]),
    );
  });
});
