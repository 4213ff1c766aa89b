import os from "node:os";
import { markdownTable } from "markdown-table";
import { byKey } from "./by-key.js";
import type { History } from "./history.js";
import { recoveryTimes } from "./recovery.js";
import type { PhaseResult } from "./run-phase.js";

/** The report of a run, in Markdown that is readable as text, too. */
export function report(command: string, results: readonly PhaseResult[]): string {
  const where = `${os.availableParallelism()} CPUs for servers and workers together`;
  const versions = `Node ${process.versions.node}, Redis ${results[0]?.redisVersion ?? "?"}`;
  return [`\`${command}\` (${where}, ${versions}):`, calls(results), faults(results)].join("\n\n");
}

/** A row for each phase and driver; the first row has what concerns the whole phase. */
function calls(results: readonly PhaseResult[]): string {
  const head = [
    "phase",
    "driver",
    "calls",
    "p99, ms",
    "worst, ms",
    "memory, MB",
    "lost by Redis",
    "keys checked",
    "failed calls",
  ];
  const rows = results.flatMap(({ name, drivers, histories, lost, checkedKeys }) =>
    drivers.map((driver, index) => {
      const its = histories.filter(({ worker }) => worker % drivers.length === index);
      const durations = Float32Array.from(its.flatMap((history) => [...history.durations])).sort();
      return [
        index === 0 ? name : "",
        driver.replace("@coffer/connection-", ""),
        String(durations.length),
        milliseconds(quantile(durations, 0.99)),
        milliseconds(quantile(durations, 1)),
        String(Math.ceil(Math.max(0, ...its.map(({ memory }) => memory)) / 1e6)),
        index === 0 ? String(lost) : "",
        index === 0 ? String(checkedKeys) : "",
        failures(its),
      ];
    }),
  );
  return markdownTable([head, ...rows], { align: ["l", "l", "r", "r", "r", "r", "r", "r", "l"] });
}

/**
 * A row for each kind of fault, with the time from when the servers could serve again until every worker had
 * incremented every counter.
 */
function faults(results: readonly PhaseResult[]): string {
  const head = ["phase", "fault", "times", "back after, ms (median)", "(worst)"];
  const rows = results.flatMap(({ name, faults, histories }) => {
    const times = recoveryTimes(faults, histories);
    const timed = faults.map((fault, index) => ({ key: fault.name, time: times[index] as number }));
    return [...byKey(timed)].sort().map(([fault, its], index) => {
      const sorted = Float32Array.from(its, ({ time }) => time).sort();
      const figures = [quantile(sorted, 0.5), quantile(sorted, 1)].map(milliseconds);
      return [index === 0 ? name : "", fault, String(its.length), ...figures];
    });
  });
  return markdownTable([head, ...rows], { align: ["l", "l", "r", "r", "r"] });
}

function failures(histories: readonly History[]): string {
  const sums: Record<string, number> = {};
  for (const { code } of histories.flatMap(({ failures }) => failures)) sums[code] = (sums[code] ?? 0) + 1;
  const texts = Object.entries(sums).map(([code, count]) => `${count} ${code.replace("ERR_", "")}`);
  return texts.sort().join(", ");
}

function quantile(sorted: Float32Array, part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

function milliseconds(time: number): string {
  return time < 10 ? time.toFixed(1) : time.toFixed(0);
}
