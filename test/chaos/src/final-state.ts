import type { Deployment } from "./deployments/deployment.js";
import { COUNTERS } from "./workload/counters.js";
import { keysOf } from "./workload/values.js";

/** What Redis has in the end, read without coffer. */
export interface FinalState {
  readonly counters: ReadonlyMap<string, number>;
  /** `undefined` where there is no value, and the text as it is where it is no JSON. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** @param prefix what coffer puts in front of keys. */
export async function readFinalState(
  deployment: Deployment,
  prefix: string,
  workers: number,
): Promise<FinalState> {
  const read = async (key: string) => {
    const made = `${prefix}${key}`;
    const stored = await (await deployment.primaryOf(made)).text("GET", made);
    return stored === null ? undefined : String(stored);
  };
  const counters = new Map<string, number>();
  for (const key of COUNTERS) counters.set(key, Number((await read(key)) ?? 0));
  const values = new Map<string, unknown>();
  for (let writer = 0; writer < workers; writer++) {
    for (const key of keysOf(writer)) values.set(key, parsed(await read(key)));
  }
  return { counters, values };
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
