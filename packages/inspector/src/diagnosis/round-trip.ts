import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { isDeepStrictEqual } from "node:util";
import type { Client } from "@coffer/cache-core";
import { cureOf } from "./cure-of.js";
import { type Finding, ok, problem, warning } from "./finding.js";

/** What every serializer keeps, and enough text that a compressor has something to do. */
const SAMPLE = {
  text: "déjà vu ✓",
  numbers: [0, -1, 1.5, 2 ** 40],
  nothing: null,
  nested: { yes: true, no: false },
  long: "A cache remembers what it costs to find out. ".repeat(200),
};

const LIFETIME = 10;
/** Milliseconds that a replica may be behind before it is worth a word. */
const PATIENCE = 1000;

/** So many keys that each server of a ring or of a cluster is likely to have one. */
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
      const cure = "see what else deletes keys, or evicts them: maxmemory";
      return problem(`of ${KEYS} values that were stored, ${KEYS - deleted} were gone at once`, cure);
    }
    if (found.size < KEYS) {
      const late = `values were not there to read within ${PATIENCE} ms after they were stored`;
      return warning(late, "see whether the replicas in LOCATION keep up");
    }
    return [...found.values()].every((value) => isDeepStrictEqual(value, SAMPLE))
      ? ok(`${KEYS} values come back as they were, in ${took.toFixed(1)} ms`)
      : problem(
          "values come back as something else",
          "see whether SERIALIZER and COMPRESSOR belong together",
        );
  } catch (error) {
    return problem(`values cannot be stored and read: ${(error as Error).message}`, cureOf(error as Error));
  }
}
