import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Cache, Compressor } from "@coffer/cache-core";
import { openClientOf } from "@coffer/inspector/diagnosis";
import type { Command } from "commander";
import { cacheCommand } from "../cache-command.js";
import { UsageError } from "../errors.js";
import { fromApplication } from "../from-application.js";
import { interruptibly } from "../interruptibly.js";
import { print } from "../output.js";
import { sampleValues } from "../sample-values.js";
import { trainDictionary } from "../training/train-dictionary.js";
import { findZstd, type Zstd } from "../training/zstd.js";
import { wholeNumber } from "../whole-number.js";
import { type CommonOptions, withCache } from "../with-cache.js";

interface TrainOptions extends CommonOptions {
  readonly output?: string;
  readonly size: number;
  readonly samples: number;
  readonly pattern: string;
  readonly force?: boolean;
}

type CompressorClass = new (options: object) => Compressor;

/** Every tenth value is held out for the measurement. */
const KEPT_BACK = 10;

export function trainDictionaryCommand(): Command {
  return cacheCommand("train-dictionary")
    .option("-o, --output <file>", "the file of the dictionary (default: <alias>.dict)")
    .option("--size <bytes>", "of the dictionary", wholeNumber, 16 * 1024)
    .option("--samples <n>", "how many values to learn from at most", wholeNumber, 5000)
    .option("--pattern <glob>", "the keys whose values are used", "*")
    .option("--force", "replace an existing file")
    .description(
      "make a zstd dictionary from values of the cache, for the option DICTIONARY of @coffer/compressor-zstd",
    )
    .action((options: TrainOptions) =>
      withCache(options, async (cache, { folder }) => {
        const [zstd, compressor] = await Promise.all([
          findZstd(folder),
          fromApplication<{ default: CompressorClass }>("@coffer/compressor-zstd", folder),
        ]);
        if (zstd === undefined || compressor === undefined) {
          throw new UsageError(
            `@coffer/compressor-zstd is not installed in ${folder}: npm install @coffer/compressor-zstd`,
          );
        }
        await interruptibly((signal) => train(cache, zstd, compressor.default, options, signal));
      }),
    );
}

async function train(
  cache: Cache,
  zstd: Zstd,
  ZstdCompressor: CompressorClass,
  options: TrainOptions,
  signal: AbortSignal,
): Promise<void> {
  const { samples: most, pattern, size, force, json } = options;
  const context = openClientOf(cache)?.context;
  if (context === undefined) throw new UsageError("the client of this cache does not expose its serializer");
  const samples = await sampleValues(cache.client, context, { pattern, most, signal });
  const dictionary = trainDictionary(
    zstd,
    samples.filter((_, index) => index % KEPT_BACK !== 0),
    size,
  );
  const file = resolve(options.output ?? `${cache.alias}.dict`);
  await save(file, dictionary, force);
  const kept = samples.filter((_, index) => index % KEPT_BACK === 0);
  const plain = average(kept);
  const without = average(await compressed(kept, new ZstdCompressor({ COMPRESSOR_MIN_LENGTH: 0 })));
  const withIt = average(
    await compressed(kept, new ZstdCompressor({ COMPRESSOR_MIN_LENGTH: 0, DICTIONARY: file })),
  );
  print(
    json,
    {
      file,
      bytes: dictionary.length,
      samples: samples.length,
      averageBytes: { plain, zstd: without, zstdWithDictionary: withIt },
    },
    `${file}: ${dictionary.length} bytes, from ${samples.length} values of ${plain} bytes on average\n` +
      `zstd makes ${without} bytes of them, with this dictionary ${withIt}\n` +
      `in OPTIONS: "COMPRESSOR": "zstd", "DICTIONARY": ${JSON.stringify(file)}; every process that reads the cache needs the file`,
  );
}

/** Values can only be read with their dictionary, so no file of one is replaced by accident. */
async function save(file: string, dictionary: Buffer, force = false): Promise<void> {
  try {
    await writeFile(file, dictionary, { flag: force ? "w" : "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new UsageError(
      `${file} exists already, and stored values may need it: give another --output, or --force`,
    );
  }
}

function compressed(values: readonly Buffer[], compressor: Compressor): Promise<Buffer[]> {
  return Promise.all(values.map((value) => compressor.compress(value)));
}

function average(values: readonly Buffer[]): number {
  return Math.round(values.reduce((sum, { length }) => sum + length, 0) / values.length);
}
