import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment, Fault } from "./deployments/deployment.js";
import type { FaultRecord } from "./history.js";
import { now } from "./now.js";
import type { Random } from "./random.js";
import { RECOVERY } from "./recovery.js";

/** Milliseconds of quiet before a fault, enough to be back after the one before. */
const FALLBACK_ANSWERS: readonly [from: number, to: number] = [RECOVERY, RECOVERY + 800];

/**
 * Faults one after the other until the time is over, at least one, the last one survived; none comes again before each has been there. The seed decides
 * in what order, on whom and for how long; when each begins depends on how long the servers take to be well again.
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
