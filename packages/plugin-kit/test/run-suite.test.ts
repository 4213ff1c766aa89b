import type { It } from "@coffer/plugin-kit";
import { ReferenceSerializer, serializerSuite } from "@coffer/plugin-kit";
import { runSuite } from "@coffer/plugin-kit/suite";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "./support/failures-of.js";

const create = () => new ReferenceSerializer();

describe("cases that an environment cannot do", () => {
  it("are reported as skipped, with the reason in the title", async () => {
    const cannot = {
      "nothing is not a value": "the format has an empty value",
      "bytes after the value are an error": "it reads streams",
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
});

describe("a runner", () => {
  it("needs no describe: the groups go in front of the titles", () => {
    const titles: string[] = [];
    serializerSuite({ it: (title) => titles.push(title), create });
    expect(titles).toContain("a serializer: bytes of others: nothing is not a value");
  });

  it("gets no group without cases, which some runners refuse", () => {
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
    const suite = {
      name: "a suite",
      groups: { waiting: { "for ever": () => new Promise<void>(() => {}), "for nothing": () => {} } },
      around: async (run: (context: unknown) => void | Promise<void>) => run(undefined),
    };
    const outcome = await outcomeOf((runner) => runSuite({ ...runner, deadline: 2 }, suite));
    expect(outcome).toMatchObject({
      failed: ["a suite > waiting > for ever"],
      passed: ["a suite > waiting > for nothing"],
    });
  });
});

describe("groups", () => {
  const groupsOf = (groups: readonly string[] | undefined) => {
    const found: string[] = [];
    const group = (title: string, body: () => void) => {
      found.push(title);
      body();
    };
    serializerSuite({ describe: group, it: () => {}, name: "mine", create, groups });
    return found.slice(1);
  };

  it("are all run where none is named", () => {
    expect(groupsOf(undefined)).toEqual(expect.arrayContaining(["plain values", "bytes of others"]));
  });

  it("are run alone where they are named, in the order of the suite", () => {
    expect(groupsOf(["bytes of others", "plain values"])).toEqual(["plain values", "bytes of others"]);
  });

  it("leave out cases that cannot be done, which stay cases that there are", () => {
    const titles: string[] = [];
    const cannot = { "nothing is not a value": "the format has an empty value" };
    serializerSuite({ it: (title) => titles.push(title), create, cannot, groups: ["plain values"] });
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.filter((title) => !title.startsWith("a serializer: plain values: "))).toEqual([]);
  });

  it("have to be groups that there are, and one at least", () => {
    expect(() => groupsOf(["plain valeus"])).toThrow(
      /^groups: there is no group "plain valeus"; there are "plain values", "/,
    );
    expect(() => groupsOf(["toString"])).toThrow(/no group "toString"/);
    expect(() => groupsOf([])).toThrow(/^groups: name one at least; there are "plain values"/);
  });
});
