import { describe, expect, it } from "vitest";
import { apply, IMPOSSIBLE } from "../src/linearizability/apply.js";
import { linearize } from "../src/linearizability/linearize.js";
import type { Content, Operation } from "../src/linearizability/operation.js";
import { Random } from "../src/random.js";
import { add, get, incr, operation, remove, replace, set, UNKNOWN } from "./support/operations.js";

const isLinearizable = (...operations: Operation[]) => linearize(operations).isLinearizable;

describe("linearizable are", () => {
  it.each<[string, Operation[]]>([
    ["calls one after the other", [operation(0, 1, set("a")), operation(2, 3, get("a"))]],
    ["nothing, before anything was written", [operation(0, 1, get(undefined))]],
    [
      "a read beside a write, which has the old value or the new one",
      [
        operation(0, 1, set("a")),
        operation(2, 9, set("b")),
        operation(3, 4, get("a")),
        operation(5, 6, get("b")),
      ],
    ],
    [
      "writes that overlap, in either order",
      [operation(0, 9, set("a")), operation(1, 8, set("b")), operation(10, 11, get("a"))],
    ],
    [
      "a count whose answers come the other way round",
      [operation(0, 9, incr(2)), operation(1, 5, incr(1)), operation(10, 11, get(2))],
    ],
    [
      "of several who store where nothing is, one",
      [operation(0, 5, add("a", false)), operation(0, 5, add("b")), operation(6, 7, get("b"))],
    ],
    [
      "a delete, and who finds nothing to replace",
      [
        operation(0, 1, set("a")),
        operation(2, 3, remove()),
        operation(4, 5, replace("b", false)),
        operation(6, 7, remove(false)),
      ],
    ],
    [
      "a count that goes on from what was stored",
      [operation(0, 1, set(40)), operation(2, 3, incr(42, 2)), operation(4, 5, incr(42.5, 0.5))],
    ],
    [
      "a write of unknown outcome, which was not executed",
      [operation(0, UNKNOWN, set("a")), operation(2, 3, get(undefined))],
    ],
    [
      "one that was executed much later",
      [
        operation(0, UNKNOWN, set("a")),
        operation(2, 3, set("b")),
        operation(4, 5, get("b")),
        operation(6, 7, get("a")),
      ],
    ],
    [
      "a count of unknown outcome that others' counts tell of",
      [operation(0, 1, incr(1)), operation(2, UNKNOWN, incr(0)), operation(4, 5, incr(3))],
    ],
  ])("%s", (_, operations) => {
    expect(isLinearizable(...operations)).toBe(true);
  });
});

describe("not linearizable are", () => {
  it.each<[string, Operation[], stuckAt: number]>([
    ["an acknowledged write that is lost", [operation(0, 1, set("a")), operation(2, 3, get(undefined))], 1],
    [
      "an old value after a new one",
      [
        operation(0, 1, set("a")),
        operation(2, 9, set("b")),
        operation(3, 4, get("b")),
        operation(5, 6, get("a")),
      ],
      3,
    ],
    ["a value that nobody wrote", [operation(0, 1, get("a"))], 0],
    ["a value that is written only later", [operation(0, 1, get("a")), operation(2, 3, set("a"))], 0],
    ["a count that is given twice", [operation(0, 5, incr(1)), operation(0, 6, incr(1))], 1],
    ["a count that skips one", [operation(0, 1, incr(1)), operation(2, 3, incr(3))], 1],
    [
      "a count of unknown outcome that was executed twice",
      [operation(0, 1, incr(1)), operation(2, UNKNOWN, incr(0)), operation(4, 5, incr(4))],
      2,
    ],
    ["two who both stored where nothing was", [operation(0, 5, add("a")), operation(0, 6, add("b"))], 1],
    [
      "a write of unknown outcome that is read, and then never was",
      [operation(0, UNKNOWN, set("a")), operation(2, 3, get("a")), operation(4, 5, get(undefined))],
      2,
    ],
    [
      "a lost count, though the counts overlap",
      [operation(0, 5, incr(1)), operation(0, 5, incr(2)), operation(6, 7, get(1))],
      2,
    ],
  ])("%s", (_, operations, stuckAt) => {
    expect(linearize(operations)).toEqual({ isLinearizable: false, stuckAt: operations[stuckAt] });
  });
});

describe("in a session", () => {
  it("calls that were not awaited take effect in the order of the calls", () => {
    const calls = (session?: string) => [
      operation(0, 9, set("a"), session),
      operation(1, 9, set("b"), session),
      operation(10, 11, get("a")),
    ];
    expect(isLinearizable(...calls())).toBe(true);
    expect(isLinearizable(...calls("one"))).toBe(false);
  });

  it("a read sees the write before it", () => {
    const calls = [operation(0, 9, set("a"), "one"), operation(1, 8, get(undefined), "one")];
    expect(isLinearizable(...calls)).toBe(false);
  });

  it("a call with an unknown outcome may take effect at any time, or never", () => {
    const calls = [operation(0, UNKNOWN, set("a"), "one"), operation(1, 8, set("b"), "one")];
    expect(isLinearizable(...calls, operation(9, 10, get("b")), operation(11, 12, get("a")))).toBe(true);
  });
});

it("a history that needs more steps than allowed stays undecided", () => {
  const sets = Array.from({ length: 12 }, (_, n) => operation(0, 9, set(`v${n}`)));
  const last = operation(10, 11, get("none"));
  expect(linearize([...sets, last], 1_000)).toEqual({ isLinearizable: undefined, stuckAt: last });
});

/** What several callers of one register see, who are answered late, or never. */
function record(random: Random, callers: number, calls: number): Operation[] {
  let content: Content;
  const operations: Operation[] = [];
  const moments = Array.from({ length: calls }, (_, n) => n).flatMap((n) =>
    Array.from({ length: callers }, (_, caller) => ({ caller, at: n * 10 + random.between(3, 7) })),
  );
  for (const { caller, at } of moments.sort((a, b) => a.at - b.at)) {
    const sequence = operations.length;
    const request = random.pick<() => Parameters<typeof operation>[2]>([
      () => get(content),
      () => set(sequence),
      () => add(sequence, content === undefined),
      () => replace(sequence, content !== undefined),
      () => remove(content !== undefined),
      () => incr(Number(content ?? 0) + 1),
    ])();
    const isLost = random.fraction() < 0.02;
    const isNever = isLost && random.fraction() < 0.5;
    const its = operation(
      at - random.between(0, 3),
      isLost ? UNKNOWN : at + random.between(0, 3),
      request,
      `${caller}`,
    );
    operations.push(its);
    const next = isNever ? content : apply(content, its);
    if (next !== IMPOSSIBLE) content = next;
  }
  return operations;
}

it("histories of one register are linearizable, and not after one answer is changed", () => {
  let found = 0;
  for (let seed = 1; seed <= 10; seed++) {
    const random = new Random(seed);
    const operations = record(random, 5, 100);
    expect(linearize(operations)).toEqual({ isLinearizable: true });
    const reads = operations.filter(({ kind, to }) => kind === "get" && to < UNKNOWN);
    const changed = random.pick(reads);
    const others = operations.map((each) => (each === changed ? { ...each, result: "never written" } : each));
    if (linearize(others as Operation[]).isLinearizable === false) found += 1;
  }
  expect(found).toBe(10);
});
