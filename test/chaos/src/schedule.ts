import { setTimeout as sleep } from "node:timers/promises";
import { RECOVERY } from "./checks/recovery.js";
import type { Deployment } from "./deployments/deployment.js";
import type { FaultRecord } from "./history.js";
import { now } from "./now.js";
import type { Random } from "./random.js";

/** Milliseconds of quiet before a fault, enough to be back after the one before. */
const QUIET: readonly [from: number, to: number] = [RECOVERY, RECOVERY + 800];

/**
 * Faults one after the other until the time is over, the last one survived. The seed decides which ones, in what order, on
 * whom and for how long; when each begins depends on how long the servers take to be well again.
 */
export async function inflictFaults(
  deployment: Deployment,
  random: Random,
  milliseconds: number,
  signal: AbortSignal,
): Promise<FaultRecord[]> {
  const pause = (from: number, to: number) => sleep(random.between(from, to), undefined, { signal });
  const records: FaultRecord[] = [];
  const end = now() + milliseconds;
  for (;;) {
    await pause(...QUIET);
    if (now() >= end) return records;
    const { name, loses, inflict } = random.pick(deployment.faults);
    const began = now();
    const back = await inflict({ random, pause });
    await deployment.settled();
    records.push({ name, loses, began, back, settled: now() });
    signal.throwIfAborted();
  }
}
