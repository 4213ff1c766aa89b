import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { isDeepStrictEqual } from "node:util";
import type { Client } from "@coffer/cache-core";
import { adviceFor } from "./advice-for.js";
import { type Finding, ok, problem, warning } from "./finding.js";

/** Supported by every serializer, with enough text for a compressor. */
const SAMPLE = {
  text: "déjà vu ✓",
  numbers: [0, -1, 1.5, 2 ** 40],
  nothing: null,
  nested: { yes: true, no: false },
  long: "A cache stores values that are expensive to compute. ".repeat(200),
};

const LIFETIME = 10;
/** Milliseconds that a replica may lag without a warning. */
const PATIENCE = 1000;

/** Enough keys that each server of a ring or of a cluster probably has one. */
const KEYS = 8;

/** Stores values through serializer and compressor, reads them as the application would, and deletes them. */
export async function checkRoundTrip(client: Client): Promise<Finding> {
  const id = randomUUID();
  const keys = Array.from({ length: KEYS }, (_, index) => `coffer-doctor:${id}:${index}`);
  try {
    const started = performance.now();
    await Promise.all(keys.map((key) => client.set(key, SAMPLE, LIFETIME)));
    let found = await client.getMany(keys);
    const took = performance.now() - started;
    while (found.size < KEYS && performance.now() - started < PATIENCE) found = await client.getMany(keys);
    const deleted = await client.deleteMany(keys);
    if (deleted < KEYS) {
      const advice = "find what else deletes keys, or evicts them: check maxmemory";
      return problem(`of ${KEYS} stored values, ${KEYS - deleted} disappeared at once`, advice);
    }
    if (found.size < KEYS) {
      const late = `values could not be read within ${PATIENCE} ms after they were stored`;
      return warning(late, "check whether the replicas in LOCATION keep up");
    }
    return [...found.values()].every((value) => isDeepStrictEqual(value, SAMPLE))
      ? ok(`${KEYS} values come back equal, in ${took.toFixed(1)} ms`)
      : problem("values come back changed", "check whether SERIALIZER and COMPRESSOR fit together");
  } catch (error) {
    return problem(
      `values cannot be stored and read: ${(error as Error).message}`,
      adviceFor(error as Error),
    );
  }
}
