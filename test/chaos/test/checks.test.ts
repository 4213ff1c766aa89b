import { describe, expect, it } from "vitest";
import { checkComplaints } from "../src/checks/complaints.js";
import { checkCounters } from "../src/checks/counters.js";
import { checkLoads } from "../src/checks/loads.js";
import { checkLocks } from "../src/checks/locks.js";
import { checkQuiet } from "../src/checks/quiet.js";
import { checkRecovery } from "../src/checks/recovery.js";
import { checkRegisters } from "../src/checks/registers.js";
import { timesOf } from "../src/checks/times.js";
import { checkValues } from "../src/checks/values.js";
import { checkWorkers } from "../src/checks/workers.js";
import { RECOVERY } from "../src/recovery.js";
import { makeValue } from "../src/value.js";
import { COUNTERS } from "../src/workload/counters.js";
import { fault, grant, history, holding, NEVER, write } from "./support/history.js";
import { get, operation, set, UNKNOWN } from "./support/operations.js";

const FRAGILE = [{ from: 15, to: 35 }];

describe("counters", () => {
  const THREE = [grant(1, 0), grant(2, 10), grant(3, 20)];
  const check = (value: number, seen: Parameters<typeof history>[0], fragile = NEVER) =>
    checkCounters([history(seen)], new Map([["k", value]]), fragile);

  it("may or may not include increments with an unknown outcome", () => {
    for (const value of [3, 4, 5]) {
      const seen = { increments: THREE, unknownIncrements: { k: 2 } };
      expect(check(value, seen)).toEqual({ faults: [], lost: 0 });
    }
  });

  it("that are higher have counted an increment twice", () => {
    const { faults } = check(6, { increments: THREE, unknownIncrements: { k: 2 } });
    expect(faults).toEqual([
      "counter k: 1 counted twice: it is 6, with 3 increments acknowledged and 2 unknown",
    ]);
  });

  it("that are lower have lost an acknowledged increment", () => {
    const { faults, lost } = check(2, { increments: THREE });
    expect(faults).toEqual(["counter k: 1 lost: it is 2, and 3 have to be there"]);
    expect(lost).toBe(1);
  });

  it("may have lost acknowledged increments while Redis may lose writes, and the report says so", () => {
    expect(check(1, { increments: THREE }, FRAGILE).faults).toHaveLength(1);
    expect(check(2, { increments: THREE }, FRAGILE)).toEqual({ faults: [], lost: 1 });
  });

  it("are never below a number that any process has received", () => {
    const others = history({ increments: [grant(7, 0)] });
    const { faults } = checkCounters([history(), others], new Map([["k", 1]]), NEVER);
    expect(faults).toEqual(["counter k: 6 lost: it is 1, and 7 have to be there"]);
  });

  it("return no number twice and never go back, while overlapping calls may be answered in any order", () => {
    const overlapping = [grant(2, 0, 10), grant(1, 5, 12), grant(3, 20)];
    expect(check(3, { increments: overlapping }).faults).toEqual([]);
    const [twice] = check(3, { increments: [grant(1, 0), grant(2, 0), grant(2, 0)] }).faults;
    expect(twice).toBe("counter k: 2 was given twice");
    const [backwards] = check(3, { increments: [grant(1, 0), grant(3, 10), grant(2, 20)] }).faults;
    expect(backwards).toBe("counter k: 2 was given after 3 had been");
  });

  it("may return a number again only if Redis may have lost it", () => {
    const again = [grant(1, 0), grant(2, 20), grant(2, 40)];
    expect(check(2, { increments: again }, FRAGILE).faults).toEqual([]);
    const older = [grant(1, 0), grant(2, 10), grant(2, 20)];
    expect(check(2, { increments: older }, FRAGILE).faults).toEqual(["counter k: 2 was given twice"]);
  });
});

describe("locks", () => {
  const check = (holdings: ReturnType<typeof holding>[], fragile = NEVER) =>
    checkLocks(
      [history({ holdings: holdings.slice(0, 1) }), history({ holdings: holdings.slice(1) })],
      fragile,
    );

  it("are held one after the other, each with a higher token", () => {
    expect(check([holding(1, 0, 10), holding(2, 9, 20), holding(5, 30, 40)])).toEqual([]);
  });

  it("never have two holders with the same token", () => {
    expect(check([holding(1, 0, 10), holding(1, 20, 30)])).toEqual(["fencing token of k: 1 was given twice"]);
  });

  it("do not give a lower token later", () => {
    expect(check([holding(2, 0, 10), holding(1, 20, 30)])).toEqual([
      "fencing token of k: 1 was given after 2 had been",
    ]);
  });

  it("never have two holders at a time", () => {
    expect(check([holding(1, 0, 10), holding(2, 4, 20)])).toEqual([
      "lock k: held twice for 5.0 ms, with the tokens 1 and 2",
    ]);
  });

  it("are nobody's whose answer came when they may have run out", () => {
    const late = { ...holding(1, 0, 10), to: 30 };
    expect(check([late, holding(2, 20, 40)])).toEqual([]);
  });

  it("may be lost while Redis may lose writes", () => {
    expect(check([holding(1, 20, 30), holding(1, 22, 40)], FRAGILE)).toEqual([]);
  });
});

describe("values", () => {
  const check = (value: unknown, seen: Parameters<typeof history>[0], fragile = NEVER) =>
    checkValues([history(seen)], new Map([["k", value]]), fragile);
  const stored = (sequence: number) => makeValue("k", 0, sequence, 10);
  const writes = [write(1, 0), write(3, 10), write(4, 20)];

  it("are the last acknowledged one at the end, or one with an unknown outcome", () => {
    expect(check(stored(4), { writes })).toEqual([]);
    expect(check(stored(2), { writes, unknownWrites: { k: [2, 5] } })).toEqual([]);
    expect(check(stored(5), { writes, unknownWrites: { k: [2, 5] } })).toEqual([]);
  });

  it("are not older, unless Redis may have lost the last one", () => {
    const fault = "the value of k is 3, though 4 had been acknowledged";
    expect(check(stored(3), { writes })).toEqual([fault]);
    expect(check(stored(3), { writes }, FRAGILE)).toEqual([]);
    expect(check(stored(1), { writes }, FRAGILE)).toEqual([fault.replace(/3(.*)4/, "1$13")]);
  });

  it("are not missing", () => {
    expect(check(undefined, {})).toEqual([]);
    expect(check(undefined, { writes })).toEqual([
      "the value of k is gone, of which 4 had been acknowledged",
    ]);
  });

  it("are never read before they were written", () => {
    expect(check(stored(4), { writes, read: { k: 4 } })).toEqual([]);
    expect(check(stored(4), { writes, read: { k: 5 } })).toEqual([
      "worker 0 read a value of k that nobody wrote",
    ]);
  });

  it("are neither torn nor foreign", () => {
    const torn = { ...stored(4), filler: "other" };
    expect(check(torn, { writes })).toEqual(["the value of k is torn"]);
    expect(check(makeValue("other", 0, 4, 10), { writes })).toEqual(["at k there is the value of other"]);
    expect(check("text", { writes })).toEqual(['at k there is no value of this workload: "text"']);
    expect(check(stored(4), { writes, badValues: ["the value of j is torn"] })).toEqual([
      "the value of j is torn",
    ]);
  });
});

it("workers report late calls and unexpected errors", () => {
  const late = [{ what: "get", took: 2_600.4, limit: 2_250 }];
  expect(checkWorkers([history({ worker: 2, late, surprises: ["set failed with oops"] })])).toEqual([
    "worker 2: get took 2600 ms, where 2250 ms are promised",
    "worker 2: set failed with oops",
  ]);
});

describe("keys that all read and write", () => {
  const times = (...faults: ReturnType<typeof fault>[]) => timesOf(faults, 1_000);
  const LOST = [operation(100, 101, set("a")), operation(102, 103, get(undefined))];

  it("are linearizable; otherwise the report shows the impossible answer and its neighbours", () => {
    const kept = [operation(100, 101, set("a")), operation(102, 103, get("a"))];
    expect(checkRegisters(kept, times(), false)).toEqual({ faults: [], checked: 1 });
    const { faults, checked } = checkRegisters(LOST, times(), false);
    expect(checked).toBe(0);
    expect(faults).toEqual([
      expect.stringMatching(
        /^k is not linearizable: set value a .*-3\.0 to -2\.0 ms\); get result undefined .*-1\.0 to 0\.0 ms\)$/,
      ),
    ]);
  });

  it("are checked separately", () => {
    const other = { ...operation(104, 105, get("a")), key: "other" };
    const { faults } = checkRegisters([...LOST.slice(0, 1), other], times(), false);
    expect(faults[0]).toBe("other: a was read, which nobody had written");
  });

  it("may be older if replicas answer, but never a value that was not written before", () => {
    expect(checkRegisters(LOST, times(), true)).toEqual({ faults: [], checked: 1 });
    const early = [operation(100, 101, get("a")), operation(102, 103, set("a"))];
    expect(checkRegisters(early, times(), true).faults).toEqual(["k: a was read, which nobody had written"]);
  });

  it("may be older while a former primary answers", () => {
    const change = fault({ began: 50, settled: 90, leavesFormerPrimary: true });
    expect(checkRegisters(LOST, times(change), false)).toEqual({ faults: [], checked: 1 });
    const long = LOST.map((each) => ({ ...each, from: each.from + 2_000, to: each.to + 2_000 }));
    expect(checkRegisters(long, times(change), false).faults).toHaveLength(1);
  });

  it("are checked only for values that were never written while Redis may have lost writes", () => {
    const kill = fault({ began: 102, settled: 110, loses: true });
    expect(checkRegisters(LOST, times(kill), false)).toEqual({ faults: [], checked: 0 });
    const foreign = [operation(100, 101, get("a")), operation(100, UNKNOWN, set("b"))];
    expect(checkRegisters(foreign, times(kill), false).faults).toHaveLength(1);
  });
});

describe("without faults", () => {
  const failed = (code: string, from: number) =>
    history({ failures: [{ what: "get", code, from, to: from + 10 }] });

  it("no call fails, and no lock is lost", () => {
    const { troubled } = timesOf([fault({ began: 1_000, settled: 2_000 })], 500);
    expect(checkQuiet([failed("ERR_TIMEOUT", 995), failed("ERR_NO_REPLY", 2_499)], troubled)).toEqual([]);
    expect(checkQuiet([failed("ERR_LOCK_NOT_OWNED", 0)], troubled)).toEqual([]);
    expect(checkQuiet([failed("ERR_TIMEOUT", 980), failed("ERR_NO_REPLY", 2_501)], troubled)).toEqual([
      "worker 0: get failed with ERR_TIMEOUT after 10 ms, though all was well",
      "worker 0: get failed with ERR_NO_REPLY after 10 ms, though all was well",
    ]);
  });

  it("no call fails because its process was stopped", () => {
    const { troubled } = timesOf([fault({ began: 1_000, settled: 2_000, sparesServers: true })], 500);
    expect(checkQuiet([failed("ERR_TIMEOUT", 1_500)], troubled)).toHaveLength(1);
  });

  it("a value is loaded once for all callers", () => {
    const loads = (...starts: number[]) =>
      starts.map((from) => history({ loads: [{ key: "k", from, to: from + 10 }] }));
    const { disturbed } = timesOf([fault({ began: 1_000, settled: 2_000, sparesServers: true })], 500);
    expect(checkLoads(loads(0, 1_500, 3_000), disturbed)).toEqual([]);
    expect(checkLoads(loads(20, 0), disturbed)).toEqual(["k was loaded again after 20 ms"]);
  });
});

it("a certainly wrong answer is reported, except where Redis may have lost something", () => {
  const complaints = [{ text: "has gave false", from: 10, to: 20 }];
  expect(checkComplaints([history({ worker: 1, complaints })], NEVER)).toEqual(["worker 1: has gave false"]);
  expect(checkComplaints([history({ complaints })], FRAGILE)).toEqual([]);
});

it("Redis may lose acknowledged writes from a moment before a failover until all servers agree on the primary", () => {
  const kill = fault({ began: 1_000, settled: 3_000, loses: true });
  expect(timesOf([kill, { ...kill, loses: false }], 500).fragile).toEqual([{ from: 750, to: 3_000 }]);
});

it("every worker must use every counter again a second and a half after the servers answer, not counting the time for which it was stopped", () => {
  const kill = fault({ name: "kill", began: 0, back: 1_000, settled: 1_000 });
  const backAt = (...times: number[]) =>
    history({
      increments: times.map((to, index) => ({ ...grant(1, 0, to), key: COUNTERS[index] as string })),
    });
  const inTime = backAt(1_100, 1_200, 2_400, 2_500);
  const late = backAt(1_100, 1_200, 2_400, 2_501);
  expect(checkRecovery([kill], [inTime, inTime], RECOVERY)).toEqual([]);
  expect(checkRecovery([kill], [inTime, late], RECOVERY)).toEqual([
    "kill: not all were back 1500 ms after the servers were, but after 1501 ms",
  ]);
  expect(checkRecovery([kill], [{ ...late, stands: [{ from: 900, to: 1_010 }] }], RECOVERY)).toEqual([]);
  expect(checkRecovery([kill], [backAt(1_100, 1_200, 1_300)], RECOVERY)).toEqual([
    "kill: not all were back 1500 ms after the servers were, but after Infinity ms",
  ]);
});
