import { clearTimeout, setTimeout } from "node:timers";

/** Longer than this no timer of Node runs. */
export const LONGEST: number = 2 ** 31 - 1;

/** What a promise resolves to, or `late` after this many milliseconds. */
export function within<T, Late>(promise: Promise<T>, milliseconds: number, late: Late): Promise<T | Late> {
  if (milliseconds > LONGEST) return promise;
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve(late), Math.max(0, milliseconds));
  });
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}
