import { clearTimeout, setTimeout } from "node:timers";

/** The longest delay of a Node timer. */
export const LONGEST: number = 2 ** 31 - 1;

/** The result of a promise, or `late` after this many milliseconds. */
export function within<T, Late>(promise: Promise<T>, milliseconds: number, late: Late): Promise<T | Late> {
  if (milliseconds > LONGEST) return promise;
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve(late), Math.max(0, milliseconds));
  });
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}
