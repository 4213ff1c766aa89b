// `npm run chaos`: real servers that are killed, frozen and failed over under the calls of several processes, and
// checks of what must hold anyway. README.md explains the figures.
import { writeFile } from "node:fs/promises";
import { type Options, readOptions } from "./options.js";
import type { Phase } from "./phases.js";
import { report } from "./report.js";
import { type PhaseResult, runPhase } from "./run-phase.js";

/** The first broken promises are sufficient. */
const MOST = 20;

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // The second interrupt ends this process at once; the servers end with it.
  process.once(signal, () => interrupted.abort(new Error(`stopped by ${signal}`)));
}

try {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === "string") console.log(options);
  else process.exitCode = await runAll(options);
} catch (error) {
  process.exitCode = interrupted.signal.aborted ? 130 : 2;
  console.error(`chaos: ${explain(interrupted.signal.reason ?? error)}`);
}

async function runAll(options: Options): Promise<number> {
  const { seed, seconds, phases } = options;
  console.log(`seed ${seed}, ${seconds} s`);
  const plans: [phase: Phase, drivers: string[]][] = [];
  for (const phase of phases) {
    const drivers = await suitable(phase, options.drivers);
    if (drivers.length > 0) plans.push([phase, drivers]);
    else console.log(`${phase.name}: left out, ${options.drivers} cannot reach such servers`);
  }
  const results: PhaseResult[] = [];
  for (const [phase, drivers] of plans) {
    const plan = { ...options, ...phase, drivers, milliseconds: (seconds * 1000) / plans.length };
    const result = await runPhase(plan, interrupted.signal);
    console.log(`${phase.name}: ${result.faults.length} faults, ${result.violations.length} broken promises`);
    results.push(result);
  }
  const text = report(`npm run chaos -- --seconds ${seconds} --seed ${seed}`, results);
  console.log(`\n${text}\n`);
  if (options.markdown !== undefined) await writeFile(options.markdown, `${text}\n`);
  return judge(results);
}

/** A wrong option, or an interrupt, needs no stack. */
function explain(error: unknown): string {
  const isExpected = error instanceof TypeError || error === interrupted.signal.reason;
  return isExpected ? (error as Error).message : String((error as Error)?.stack ?? error);
}

async function suitable(phase: Phase, drivers: readonly string[]): Promise<string[]> {
  const modules = await Promise.all(drivers.map(async (driver) => [driver, await import(driver)] as const));
  return modules.filter(([, module]) => phase.suits(module)).map(([driver]) => driver);
}

function judge(results: readonly PhaseResult[]): number {
  const broken = results.flatMap(({ name, violations }) => violations.map((text) => `${name}: ${text}`));
  if (broken.length === 0) console.log("Every promise was kept.");
  else
    console.error(`${broken.length} broken promises:\n${firstOfEachKind(broken).slice(0, MOST).join("\n")}`);
  return broken.length === 0 ? 0 : 1;
}

/** One of each kind first: a hundred late calls must not hide another kind. */
function firstOfEachKind(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  const [firsts, others]: [string[], string[]] = [[], []];
  for (const text of texts) {
    const kind = text.replace(/\d.*?\d(?=\D*$)|\d+/gs, "#").slice(0, 60);
    (seen.has(kind) ? others : firsts).push(text);
    seen.add(kind);
  }
  return [...firsts, ...others];
}
