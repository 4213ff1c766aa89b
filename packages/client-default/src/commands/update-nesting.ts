import { AsyncLocalStorage } from "node:async_hooks";

/** A change of `update` that is running. */
interface Running {
  readonly client: object;
  readonly redisKey: string;
  /** The change that asked for it. */
  readonly outer: Running | undefined;
  isOver: boolean;
}

/** It is on only while changes run: on Node 20 it makes every promise of the process a little slower. */
const changing = new AsyncLocalStorage<Running>();
let running = 0;

/** Runs a change. */
export async function runChange<T>(
  client: object,
  redisKey: string,
  change: () => T | Promise<T>,
): Promise<T> {
  const own: Running = { client, redisKey, outer: asker(), isOver: false };
  running += 1;
  try {
    return await changing.run(own, change);
  } finally {
    own.isOver = true;
    running -= 1;
    if (running === 0) changing.disable();
  }
}

/** Whether it is a change that asks. */
export function isNested(): boolean {
  return asker() !== undefined;
}

/** @throws TypeError where a change asks for an update of the key that it changes itself: it would never be the last to write it. */
export function checkNoCycle(client: object, redisKey: string): void {
  for (let each = asker(); each !== undefined; each = each.outer) {
    if (each.client !== client || each.redisKey !== redisKey) continue;
    throw new TypeError(
      `update: the change of ${JSON.stringify(redisKey)} asks for an update of the same key: let it return the value`,
    );
  }
}

/** What a change has left running when it was over is on its own. */
function asker(): Running | undefined {
  const found = changing.getStore();
  return found === undefined || found.isOver ? undefined : found;
}
