/** A test runner for the plugin. */
interface Runner {
  /** The module that exports `describe` and `it`. */
  readonly module: string;
  /** Its name for a function that runs after all tests. */
  readonly after: string;
  readonly command: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

export type RunnerName = "node" | "vitest" | "mocha";

export const RUNNERS: Readonly<Record<RunnerName, Runner>> = {
  node: { module: "node:test", after: "after", command: "node --test", devDependencies: {} },
  vitest: {
    module: "vitest",
    after: "afterAll as after",
    command: "vitest run",
    devDependencies: { vitest: "^4.1.0" },
  },
  mocha: {
    module: "mocha",
    after: "after",
    command: "mocha --timeout 10000",
    devDependencies: { mocha: "^11.7.0" },
  },
};

export const RUNNER_NAMES: readonly RunnerName[] = Object.keys(RUNNERS) as RunnerName[];
