import type { CacheOptions, Compressor } from "@coffer/cache-core";
import type { Groups } from "../suite/cases.js";
import { runSuite } from "../suite/run-suite.js";
import type { SuiteOptions } from "../suite/runner.js";
import { bounds } from "./bounds.js";
import { damage } from "./damage.js";
import { roundTrips } from "./round-trips.js";

export interface CompressorContext {
  readonly compressor: Compressor;
  create(options?: Readonly<CacheOptions>): Compressor;
}

export interface CompressorSuiteOptions extends SuiteOptions {
  /** Makes the compressor from OPTIONS, of which the suite sets `MAX_VALUE_BYTES` only. */
  readonly create: (options?: Readonly<CacheOptions>) => Compressor;
}

const groups: Groups<CompressorContext> = { "round trips": roundTrips, damage, bounds };

/** What every compressor has to do, whether it answers at once or with a promise. */
export function compressorSuite(options: CompressorSuiteOptions): void {
  runSuite(options, {
    name: "a compressor",
    groups,
    around: async (run) => run({ compressor: options.create(), create: options.create }),
  });
}
