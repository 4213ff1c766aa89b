/** The exit codes, as shells expect them: 0 is success, and "not found" is a failure. */
export const EXIT = { failure: 1, usage: 2, interrupted: 130 } as const;

/** The command line itself is wrong: the user must correct it. */
export class UsageError extends Error {
  readonly exitCode: number = EXIT.usage;
}

/** Interrupted by Ctrl-C. The message says what was done so far. */
export class Interrupted extends Error {
  readonly exitCode: number = EXIT.interrupted;
}
