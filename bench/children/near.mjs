// One candidate with a memory: near.mjs <file of near> <URL>. Each line of JSON on stdin names a task, each line on
// stdout has its result.
import { createInterface } from "node:readline";
import { setImmediate as nextTurn } from "node:timers/promises";
import { closedLoop } from "../lib/closed-loop.mjs";
import { collectYoung } from "../lib/collect-young.mjs";
import { NEAR_KEYS, nearKey, nearValue } from "../lib/near-values.mjs";
import { MANY, SECONDS } from "../lib/objects.mjs";

/** Answers from memory would starve the timer that ends a window. */
const YIELD_EVERY = 64;
const PATIENCE = 5_000;

const [, , file = "", url = ""] = process.argv;
/** @type {import("../contract.d.ts").NearCandidate} */
const { name, keeps, hears, open } = (await import(`../near/${file}.mjs`)).default;
const store = await open(url);

/** Nanoseconds, by the clock that all processes of the machine share. */
const now = () => Number(process.hrtime.bigint());

/** @param {unknown} value */
function found(value) {
  if (value === undefined || value === null) throw new Error("an answer is not what was stored");
}

/** Some concurrently, as in a service. @param {(index: number) => Promise<unknown>} work */
async function eachKey(work) {
  for (let from = 0; from < NEAR_KEYS; from += MANY) {
    await Promise.all(Array.from({ length: MANY }, (_, index) => work(from + index)));
  }
}

/** @type {Record<string, (given: any) => unknown>} */
const tasks = {
  hello: () => ({ name, keeps, hears }),

  /** All values of a kind. */
  fill: async ({ kind }) => {
    await eachKey((n) => store.set(nearKey(kind, n), nearValue(kind, n), SECONDS));
  },
  read: async ({ kind }) => {
    await eachKey(async (n) => found(await store.get(nearKey(kind, n))));
  },

  /** Bytes in use. */
  memory: async () => {
    await nextTurn();
    for (let n = 0; n < 2; n += 1) globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },

  window: ({ cell: { kind, callers }, milliseconds }) => {
    collectYoung();
    let at = 0;
    const call = () => {
      at = at + 1 === NEAR_KEYS ? 0 : at + 1;
      const key = nearKey(kind, at);
      return at % YIELD_EVERY === 0 ? nextTurn().then(() => store.get(key)) : store.get(key);
    };
    return closedLoop(call, found, callers, milliseconds);
  },

  /** One write; returns when it started. */
  write: async ({ key, number }) => {
    const began = now();
    await store.set(key, { number }, SECONDS);
    return began;
  },
  /** When a read has returned what another process wrote. */
  see: async ({ key, number }) => {
    for (const end = performance.now() + PATIENCE; performance.now() < end; await nextTurn()) {
      const value = /** @type {{ number: number } | undefined} */ (await store.get(key));
      if (value?.number === number) return now();
    }
    throw new Error(`${name} has not seen a write within ${PATIENCE / 1000} s`);
  },

  /** Many writes, each of another key, with as many concurrent ones as a service has callers. */
  writeMany: async ({ count, callers }) => {
    let left = count;
    const caller = async () => {
      while (left > 0) {
        left -= 1;
        await store.set(`foreign:${left}`, { left }, SECONDS);
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
  },
  /** Microseconds of CPU time so far. */
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },

  close: async () => {
    await store.close();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { task, ...given } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify((await tasks[task]?.(given)) ?? null)}\n`);
}
