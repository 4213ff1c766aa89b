import { AsyncLocalStorage } from "node:async_hooks";

/** A running change of `update`. */
interface Running {
  readonly client: object;
  readonly redisKey: string;
  /** The change that called it. */
  readonly outer: Running | undefined;
  isOver: boolean;
}

/** Enabled only while changes run: on Node 20 it makes every promise of the process slightly slower. */
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

/** Whether the caller is such a change. */
export function isNested(): boolean {
  return asker() !== undefined;
}

/** @throws TypeError if a change updates its own key: its attempts would always conflict. */
export function checkNoCycle(client: object, redisKey: string): void {
  for (let each = asker(); each !== undefined; each = each.outer) {
    if (each.client !== client || each.redisKey !== redisKey) continue;
    throw new TypeError(
      `update: the change of ${JSON.stringify(redisKey)} calls update for the same key: let it return the value`,
    );
  }
}

/** Work that a change left running after its end is independent. */
function asker(): Running | undefined {
  const found = changing.getStore();
  return found === undefined || found.isOver ? undefined : found;
}
