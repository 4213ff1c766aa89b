import { clock } from "./clock.js";

export interface Patience {
  /**
   * Milliseconds after which polling gives up.
   * @default 30000
   */
  deadline?: number;
  /**
   * Milliseconds between two attempts.
   * @default 10
   */
  interval?: number;
}

/**
 * Calls `assertion` until it no longer throws or rejects, and returns its result. At the deadline the last error is
 * rethrown, so that the test shows the expected and the actual value.
 */
export async function eventually<T>(assertion: () => T, patience: Patience = {}): Promise<Awaited<T>> {
  const { deadline = 30_000, interval = 10 } = patience;
  const end = clock.now() + deadline;
  for (;;) {
    try {
      return await within(assertion, end - clock.now(), deadline);
    } catch (failure) {
      if (clock.now() + interval >= end) throw failure;
    }
    await clock.sleep(interval);
  }
}

/** An assertion may wait for a frozen server and never settle: the deadline applies then, too. */
async function within<T>(assertion: () => T, left: number, deadline: number): Promise<Awaited<T>> {
  let cancel = () => {};
  const tooLate = new Promise<never>((_, reject) => {
    cancel = clock.after(left, () =>
      reject(new Error(`The assertion did not settle within ${deadline} ms.`)),
    );
  });
  try {
    return await Promise.race([assertion(), tooLate]);
  } finally {
    cancel();
  }
}
