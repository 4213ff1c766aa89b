import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { Command, Reply } from "@coffer/cache-core";

type Send = (command: Command) => Promise<Reply | Error>;

/** Milliseconds between two attempts. */
const PAUSE = 20;

/**
 * Handles TRYAGAIN: a command names several keys of a slot that is being migrated, and no node has all of them. MGET and UNLINK are sent
 * key by key; other commands are sent again until one node has all keys.
 * @param until when to give up, by `performance.now()`.
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
