import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment, Fault } from "./deployments/deployment.js";
import type { FaultRecord } from "./history.js";
import { now } from "./now.js";
import type { Random } from "./random.js";
import { RECOVERY } from "./recovery.js";

/** Milliseconds without faults before each fault, enough to recover from the previous one. */
const FALLBACK_ANSWERS: readonly [from: number, to: number] = [RECOVERY, RECOVERY + 800];

/**
 * Faults one after the other until the time is over, at least one, with recovery from the last; none is repeated
 * before each has occurred. The seed determines order, targets and durations; the start times depend on how long the
 * servers take to recover.
 */
export async function inflictFaults(
  deployment: Deployment,
  faults: readonly Fault[],
  random: Random,
  milliseconds: number,
  signal: AbortSignal,
): Promise<FaultRecord[]> {
  const pause = (from: number, to: number) => sleep(random.between(from, to), undefined, { signal });
  const records: FaultRecord[] = [];
  const end = now() + milliseconds;
  let deck: Fault[] = [];
  for (;;) {
    await pause(...FALLBACK_ANSWERS);
    if (records.length > 0 && now() >= end) return records;
    if (deck.length === 0) deck = random.shuffled(faults);
    const {
      name,
      inflict,
      loses = false,
      leavesFormerPrimary = false,
      sparesServers = false,
    } = deck.pop() as Fault;
    const began = now();
    const back = await inflict({ random, pause });
    await deployment.settled();
    records.push({ name, loses, leavesFormerPrimary, sparesServers, began, back, settled: now() });
    signal.throwIfAborted();
  }
}
