import assert from "node:assert/strict";

export interface ExpectedError {
  /** The name of the error's class, or several of which one must match. */
  readonly name?: string | readonly string[];
  readonly code?: string | readonly string[];
  readonly message?: RegExp;
}

/**
 * Asserts that `work` throws or rejects with such an error, and returns the error. Compares names and codes, not
 * classes: a plugin may have another copy of the core.
 */
export async function rejects(work: () => unknown, expected: ExpectedError, what = ""): Promise<Error> {
  const about = what && `${what}: `;
  let answer: unknown;
  try {
    answer = await work();
  } catch (error) {
    assert.ok(error instanceof Error, `${about}it must throw an Error, got ${String(error)}`);
    fits(error.name, expected.name, `${about}the error's name`, error);
    fits((error as { code?: unknown }).code, expected.code, `${about}the error's code`, error);
    if (expected.message !== undefined) assert.match(error.message, expected.message, about || undefined);
    return error;
  }
  return assert.fail(`${about}expected ${describe(expected)}, got the answer ${String(answer)}`);
}

function fits(
  actual: unknown,
  expected: string | readonly string[] | undefined,
  what: string,
  error: Error,
): void {
  if (expected === undefined) return;
  const allowed = typeof expected === "string" ? [expected] : expected;
  assert.ok(
    allowed.includes(actual as string),
    `${what} must be ${allowed.join(" or ")}, got ${String(actual)} (${error.name}: ${error.message})`,
  );
}

function describe({ name, code, message }: ExpectedError): string {
  return `an error (${[name, code, message].filter((each) => each !== undefined).join(", ")})`;
}
