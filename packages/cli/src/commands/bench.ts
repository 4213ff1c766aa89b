import { randomUUID } from "node:crypto";
import type { Client } from "@coffer/cache-core";
import type { Command } from "commander";
import { cacheCommand } from "../cache-command.js";
import { interruptibly } from "../interruptibly.js";
import { type Measurement, measure } from "../measure.js";
import { note, print, table } from "../output.js";
import { wholeNumber } from "../whole-number.js";
import { type CommonOptions, withCache } from "../with-cache.js";

interface BenchOptions extends CommonOptions {
  readonly seconds: number;
  readonly callers: number;
  readonly bytes: number;
}

const KEYS = 1000;
/** The timeout of the keys, in seconds, in case the benchmark cannot delete them. */
const TIMEOUT = 300;

export function benchCommand(): Command {
  return cacheCommand("bench")
    .option("--seconds <n>", "how long each of the measurements takes", wholeNumber, 1)
    .option("--callers <n>", "how many concurrent calls the second half makes", wholeNumber, 128)
    .option("--bytes <n>", "the size of the values as JSON", wholeNumber, 500)
    .description("measure set and get of the cache as it is configured, on its own keys, which it removes")
    .action((options: BenchOptions) =>
      withCache(options, ({ client }) => interruptibly((signal) => bench(client, options, signal))),
    );
}

async function bench(client: Client, options: BenchOptions, signal: AbortSignal): Promise<void> {
  const { seconds, callers, bytes, json } = options;
  const prefix = `coffer-bench:${randomUUID()}:`;
  const keys = Array.from({ length: KEYS }, (_, index) => prefix + index);
  const key = (index: number) => keys[index % KEYS] as string;
  const value = sample(bytes);
  const set = (index: number) => client.set(key(index), value, TIMEOUT);
  const get = (index: number) => client.get(key(index));
  const results: Measurement[] = [];
  try {
    await client.setMany(
      keys.map((each) => [each, value] as const),
      TIMEOUT,
    );
    for (const many of callers === 1 ? [1] : [1, callers]) {
      const load = { callers: many, seconds, signal };
      results.push(await measure("set", load, set), await measure("get", load, get));
    }
  } finally {
    await client
      .deleteMany(keys)
      .catch((error) => note(`some keys ${prefix}* stay for ${TIMEOUT} s: ${error.message}`));
  }
  print(json, results, json ? "" : await show(results));
}

/** An object with typical fields of a record, which compresses like one. */
function sample(bytes: number): unknown {
  const fields: Record<string, unknown> = {};
  for (let index = 0; JSON.stringify(fields).length < bytes; index++) {
    fields[`field${index}`] = index % 2 === 0 ? index * 7919 : randomUUID().slice(0, 13);
  }
  return fields;
}

function show(results: readonly Measurement[]): Promise<string> {
  const milliseconds = (time: number) => time.toFixed(2);
  return table(
    ["OPERATION", "CALLERS", "PER SECOND", "P50 MS", "P95 MS", "P99 MS", "MAX MS"],
    results.map(({ name, callers, perSecond, p50, p95, p99, max }) => [
      name,
      `${callers}`,
      perSecond.toLocaleString("en"),
      ...[p50, p95, p99, max].map(milliseconds),
    ]),
  );
}
