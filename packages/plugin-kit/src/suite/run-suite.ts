import type { ConditionalCase, Groups } from "./cases.js";
import { chosenGroups } from "./chosen-groups.js";
import { inTime } from "./in-time.js";
import type { Runner, SuiteOptions } from "./runner.js";
import { skippable } from "./skipped-case.js";

/** For cases that hang. A machine five times slower than usual needs less. */
const DEADLINE = 60_000;

/** A suite, for `runSuite`. */
export interface Suite<Context> {
  /** The name in reports, if the options give none. */
  readonly name: string;
  /** The cases, by group. */
  readonly groups: Groups<Context>;
  /** The capabilities that the environment lacks, each with the reason in words. */
  readonly lacks?: Readonly<Record<string, string>>;
  /** Runs the body of a case with a context, and cleans up even if the case fails. */
  readonly around: (run: (context: Context) => void | Promise<void>) => Promise<void>;
}

/** Passes every case of a suite to the test runner. */
export function runSuite<Context>(options: SuiteOptions, suite: Suite<Context>): void {
  const cannot = reasons(options.cannot ?? {}, suite.groups);
  inGroup(options, options.name ?? suite.name, (outer) => {
    for (const [group, cases] of chosenGroups(suite.groups, options.groups)) {
      // vitest fails a group without cases.
      if (Object.keys(cases).length === 0) continue;
      inGroup(outer, group, ({ it }) => {
        for (const [title, body] of Object.entries(cases)) {
          const { needs, run }: ConditionalCase<Context> =
            typeof body === "function" ? { needs: [], run: body } : body;
          const missing = needs.find((need) => suite.lacks?.[need] !== undefined);
          const reason = cannot.get(title) ?? (missing && suite.lacks?.[missing]);
          if (reason !== undefined) (it.skip ?? it)(`${title} [skipped: ${reason}]`, async () => {});
          else {
            // Declares no parameter: some runners would pass a callback and wait for its call.
            it(title, (...context: unknown[]) =>
              skippable(context[0], () => inTime(options.deadline ?? DEADLINE, suite.around(run))),
            );
          }
        }
      });
    }
  });
}

/** The reasons by title. */
function reasons(
  cannot: Readonly<Record<string, string>>,
  groups: Groups<never>,
): ReadonlyMap<string, string> {
  const titles = new Set(Object.values(groups).flatMap((cases) => Object.keys(cases)));
  for (const [title, reason] of Object.entries(cannot)) {
    if (!titles.has(title)) {
      throw new Error(
        `cannot: there is no case ${JSON.stringify(title)}; write a case's title as it is reported`,
      );
    }
    if (typeof reason !== "string" || reason.trim() === "") {
      throw new Error(`cannot: ${JSON.stringify(title)} needs a reason in words`);
    }
  }
  return new Map(Object.entries(cannot));
}

function inGroup(runner: Runner, title: string, body: (inner: Runner) => void): void {
  const { describe, it } = runner;
  if (describe !== undefined) {
    describe(title, () => body(runner));
    return;
  }
  const skip = it.skip?.bind(it);
  const prefixed = Object.assign(
    (name: string, run: (context?: unknown) => Promise<void>) => it(`${title}: ${name}`, run),
    skip && {
      skip: (name: string, run: (context?: unknown) => Promise<void>) => skip(`${title}: ${name}`, run),
    },
  );
  body({ it: prefixed });
}
