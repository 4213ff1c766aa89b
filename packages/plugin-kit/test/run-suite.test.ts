import type { It } from "@coffer/plugin-kit";
import { ReferenceSerializer, serializerSuite } from "@coffer/plugin-kit";
import { runSuite } from "@coffer/plugin-kit/suite";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "./support/failures-of.js";

const create = () => new ReferenceSerializer();

describe("cases that an environment cannot run", () => {
  it("are reported as skipped, with the reason in the title", async () => {
    const cannot = {
      "empty bytes are an error": "the format has an empty value",
      "bytes after the value are an error": "it reads streams",
    };
    const { skipped, failed } = await outcomeOf((runner) => serializerSuite({ ...runner, create, cannot }));
    expect(failed).toEqual([]);
    expect(skipped).toEqual([
      "a serializer > bytes of other formats > empty bytes are an error [skipped: the format has an empty value]",
      "a serializer > bytes of other formats > bytes after the value are an error [skipped: it reads streams]",
    ]);
  });

  it("must be existing cases, with a reason", () => {
    const suite = (cannot: Record<string, string>) => () => serializerSuite({ it: () => {}, create, cannot });
    expect(suite({ "does what is not asked": "why not" })).toThrow(/no case "does what is not asked"/);
    expect(suite({ "empty bytes are an error": " " })).toThrow(/needs a reason/);
  });
});

describe("a runner", () => {
  it("needs no describe: titles start with the group", () => {
    const titles: string[] = [];
    serializerSuite({ it: (title) => titles.push(title), create });
    expect(titles).toContain("a serializer: bytes of other formats: empty bytes are an error");
  });

  it("receives no group without cases, which some runners reject", () => {
    const groups: string[] = [];
    const describe = (title: string, body: () => void) => {
      groups.push(title);
      body();
    };
    serializerSuite({ describe, it: () => {}, create });
    expect(groups).toContain("bytes of other formats");
    expect(groups).not.toContain("its own values");
    serializerSuite({ describe, it: () => {}, create, values: { "a text": "text" } });
    expect(groups).toContain("its own values");
  });

  it("needs no skip: a skipped case is an empty one that says so", async () => {
    const bodies = new Map<string, () => Promise<void>>();
    const plain: It = (title, body) => bodies.set(title, body);
    serializerSuite({ it: plain, create, cannot: { "empty bytes are an error": "a reason" } });
    const skipped = [...bodies].filter(([title]) => title.includes("[skipped: a reason]"));
    expect(skipped).toHaveLength(1);
    await skipped[0]?.[1]();
  });

  it("reports a case that hangs", async () => {
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

  it("all run if none is named", () => {
    expect(groupsOf(undefined)).toEqual(expect.arrayContaining(["plain values", "bytes of other formats"]));
  });

  it("run alone if they are named, in the order of the suite", () => {
    expect(groupsOf(["bytes of other formats", "plain values"])).toEqual([
      "plain values",
      "bytes of other formats",
    ]);
  });

  it("leave out cases that cannot run, which still count as existing cases", () => {
    const titles: string[] = [];
    const cannot = { "empty bytes are an error": "the format has an empty value" };
    serializerSuite({ it: (title) => titles.push(title), create, cannot, groups: ["plain values"] });
    expect(titles.length).toBeGreaterThan(0);
    expect(titles.filter((title) => !title.startsWith("a serializer: plain values: "))).toEqual([]);
  });

  it("must exist, and at least one is required", () => {
    expect(() => groupsOf(["plain valeus"])).toThrow(
      /^groups: there is no group "plain valeus"; there are "plain values", "/,
    );
    expect(() => groupsOf(["toString"])).toThrow(/no group "toString"/);
    expect(() => groupsOf([])).toThrow(/^groups: name at least one; there are "plain values"/);
  });
});
