import type { CommandMessage } from "@coffer/cache-core";
import { traced } from "./traced.js";

/** An iteration that is published; it lasts until its end. */
export async function* tracedIteration<T>(
  message: CommandMessage,
  iterable: AsyncIterable<T>,
): AsyncGenerator<T> {
  let finish!: () => void;
  let fail!: (error: unknown) => void;
  const iteration = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  // The caller gets the error from the `await` below.
  traced(message, () => iteration).catch(() => undefined);
  try {
    yield* iterable;
  } catch (error) {
    fail(error);
    throw error;
  } finally {
    finish();
  }
}
