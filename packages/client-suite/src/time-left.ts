import { between } from "./between.js";

/**
 * Does what gives a key so many milliseconds to live, and asserts that what it is said to have left is that, less the time that both
 * took: to the millisecond, and however long a busy machine takes.
 */
export async function timeLeft(
  milliseconds: number,
  give: () => unknown,
  left: () => Promise<number | null>,
): Promise<void> {
  const started = performance.now();
  await give();
  const found = await left();
  // The server counts whole milliseconds, of a clock of its own.
  const took = performance.now() - started + 20;
  between(found, milliseconds - took, milliseconds);
}
