import { between } from "./between.js";

/**
 * Runs `work`, which gives a key this many milliseconds to live, and asserts that the reported remaining time is
 * that, less the time that both calls took: exact to the millisecond on a machine of any speed.
 */
export async function timeLeft(
  milliseconds: number,
  give: () => unknown,
  left: () => Promise<number | null>,
): Promise<void> {
  const started = performance.now();
  await give();
  const found = await left();
  // The server counts whole milliseconds of its own clock.
  const took = performance.now() - started + 20;
  between(found, milliseconds - took, milliseconds);
}
