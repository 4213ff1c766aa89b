import { inflateSync } from "node:zlib";
import type { Deployment } from "./deployments/deployment.js";
import { redisKeyOf } from "./redis-key.js";
import { COUNTERS } from "./workload/counters.js";
import { keysOf } from "./workload/values.js";

/** The first byte of a zlib stream, which is "x"; no JSON begins with it. */
const DEFLATED = 0x78;

/** The content of Redis at the end, read without coffer. */
export interface FinalState {
  readonly counters: ReadonlyMap<string, number>;
  /** `undefined` if there is no value, and the raw text if it is not JSON. */
  readonly values: ReadonlyMap<string, unknown>;
}

export async function readFinalState(deployment: Deployment, workers: number): Promise<FinalState> {
  const read = async (key: string) => {
    const redisKey = redisKeyOf(key);
    const stored = await (await deployment.primaryOf(redisKey)).command("GET", redisKey);
    return stored === null ? undefined : asText(stored as Buffer);
  };
  const counters = new Map<string, number>();
  for (const key of COUNTERS) counters.set(key, Number((await read(key)) ?? 0));
  const values = new Map<string, unknown>();
  for (let writer = 0; writer < workers; writer++) {
    for (const key of keysOf(writer)) values.set(key, parsed(await read(key)));
  }
  return { counters, values };
}

/** Also without coffer: compressed values begin like zlib streams. */
function asText(stored: Buffer): string {
  return String(stored[0] === DEFLATED ? inflateSync(stored) : stored);
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
