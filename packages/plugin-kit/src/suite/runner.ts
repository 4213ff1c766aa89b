type Define = (title: string, body: (context?: unknown) => Promise<void>) => unknown;

/** Defines a case: `it` or `test` of vitest, node:test, mocha or jest. */
export interface It extends Define {
  /** If it is missing, a skipped case is reported as an empty one that says so in its title. */
  readonly skip?: Define;
}

/** What the suites need from a test runner. */
export interface Runner {
  readonly it: It;
  /** Groups cases. Left out, each title starts with the name of its group. */
  readonly describe?: ((title: string, body: () => void) => unknown) | undefined;
}

export interface SuiteOptions extends Runner {
  /** The name in reports. Default: what the suite tests. */
  readonly name?: string | undefined;
  /**
   * Cases that this environment cannot run, by title, with the reason in words. They are reported as skipped. An
   * entry that matches no case is an error.
   */
  readonly cannot?: Readonly<Record<string, string>> | undefined;
  /** The groups of cases to run, by the names in reports. An unknown name is an error. Default: all groups. */
  readonly groups?: readonly string[] | undefined;
  /** Milliseconds after which a running case has failed. Default: 60,000. */
  readonly deadline?: number | undefined;
}
