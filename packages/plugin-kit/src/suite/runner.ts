type Define = (title: string, body: (context?: unknown) => Promise<void>) => unknown;

/** Defines a case: `it` or `test` of vitest, node:test, mocha or jest. */
export interface It extends Define {
  /** Defines a skipped case. Left out: a skipped case is an empty one, and its title says that it was skipped. */
  readonly skip?: Define;
}

/** The functions of a test runner that the suites call. */
export interface Runner {
  /** Defines a case. */
  readonly it: It;
  /** Groups cases. Left out: each title starts with the name of its group. */
  readonly describe?: ((title: string, body: () => void) => unknown) | undefined;
}

/** Options of all suites. */
export interface SuiteOptions extends Runner {
  /** The name of the suite in reports. Default: what the suite tests. */
  readonly name?: string | undefined;
  /**
   * Cases that this environment cannot run, by title, with the reason in words. They are reported as skipped. An
   * entry that matches no case is an error.
   */
  readonly cannot?: Readonly<Record<string, string>> | undefined;
  /** The groups of cases to run, by the names in reports. An unknown name is an error. Default: all groups. */
  readonly groups?: readonly string[] | undefined;
  /** The milliseconds after which a running case fails. Default: 60,000. */
  readonly deadline?: number | undefined;
}
