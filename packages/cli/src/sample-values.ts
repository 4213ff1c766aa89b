import type { Client, ClientContext, Serializer } from "@coffer/cache-core";
import { showProgress } from "./progress.js";

const BATCH = 500;

/**
 * Values of the cache in the serializer's output format, which is a compressor's input. Integers are left out: they
 * are stored bare.
 * @param most how many at most; SCAN returns keys in no order, so the first ones are a fair sample.
 */
export async function sampleValues(
  client: Client,
  { options }: ClientContext,
  { pattern, most, signal }: { pattern: string; most: number; signal: AbortSignal },
): Promise<Buffer[]> {
  const Plugin = options.SERIALIZER as new (given: unknown) => Serializer;
  const serializer = new Plugin(options);
  const samples: Buffer[] = [];
  const bar = await showProgress(most, "values");
  const take = async (keys: readonly string[]) => {
    signal.throwIfAborted();
    for (const value of (await client.getMany(keys)).values()) {
      if (typeof value === "bigint" || Number.isSafeInteger(value)) continue;
      samples.push(Buffer.from(serializer.dumps(value) as string));
    }
    bar.update(samples.length);
  };
  try {
    const keys: string[] = [];
    for await (const key of client.iterKeys(pattern)) {
      keys.push(key);
      if (keys.length < BATCH) continue;
      await take(keys.splice(0));
      if (samples.length >= most) break;
    }
    if (samples.length < most) await take(keys);
    bar.stop(Math.min(samples.length, most));
  } finally {
    bar.stop();
  }
  return samples.slice(0, most);
}
