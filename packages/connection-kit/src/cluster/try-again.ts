import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { Command, Reply } from "@coffer/cache-core";

type Send = (command: Command) => Promise<Reply | Error>;

/** Milliseconds between two tries. */
const PAUSE = 20;

/**
 * For a command on several keys of a slot that is on its way, some of which have gone ahead: no node has all of them (TRYAGAIN). What can
 * be done key by key is; other commands wait until the keys are together again.
 * @param until the time up to which it is tried, as of `performance.now()`.
 */
export async function tryAgain(
  [name, args]: Command,
  refusal: Error,
  send: Send,
  until: number,
): Promise<Reply | Error> {
  if (name === "MGET" || name === "UNLINK") {
    const outcomes = await Promise.all(args.map((key) => send([name, [key]])));
    const failure = outcomes.find((outcome) => outcome instanceof Error);
    if (failure !== undefined) return failure;
    if (name === "MGET") return (outcomes as Reply[][]).flat();
    return outcomes.reduce<number>((sum, outcome) => sum + Number(outcome), 0);
  }
  if (performance.now() + PAUSE > until) return refusal;
  await pause(PAUSE);
  return send([name, args]);
}
