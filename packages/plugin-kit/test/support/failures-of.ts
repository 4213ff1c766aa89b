import type { Runner } from "@coffer/plugin-kit";

interface Outcome {
  readonly passed: string[];
  readonly failed: string[];
  readonly skipped: string[];
}

/** Runs a suite case by case with its own runner, and returns the outcome of each. */
export async function outcomeOf(
  define: (runner: Runner) => void,
  wanted: (title: string) => boolean = () => true,
): Promise<Outcome> {
  const cases: [title: string, body: () => Promise<void>][] = [];
  const skipped: string[] = [];
  const path: string[] = [];
  const titled = (title: string) => [...path, title].join(" > ");
  define({
    describe(title, body) {
      path.push(title);
      body();
      path.pop();
    },
    it: Object.assign((title: string, body: () => Promise<void>) => cases.push([titled(title), body]), {
      skip: (title: string) => skipped.push(titled(title)),
    }),
  });
  const passed: string[] = [];
  const failed: string[] = [];
  for (const [title, body] of cases) {
    if (!wanted(title)) continue;
    await body().then(
      () => passed.push(title),
      () => failed.push(title),
    );
  }
  return { passed, failed, skipped };
}

/** The titles of the failed cases, without their groups: of all, or of those with one title. */
export async function failuresOf(define: (runner: Runner) => void, only?: string): Promise<string[]> {
  const { failed } = await outcomeOf(define, (title) => only === undefined || ownTitle(title) === only);
  return failed.map(ownTitle);
}

function ownTitle(title: string): string {
  return title.split(" > ").at(-1) as string;
}
