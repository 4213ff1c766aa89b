import type { CacheOptions, Compressor } from "@coffer/cache-core";
import type { Groups } from "../suite/cases.js";
import { runSuite } from "../suite/run-suite.js";
import type { SuiteOptions } from "../suite/runner.js";
import { anyBytesCases } from "./any-bytes.js";
import { bounds } from "./bounds.js";
import type { CompressorContext } from "./compressor-context.js";
import { damage } from "./damage.js";
import { roundTrips } from "./round-trips.js";

export interface CompressorSuiteOptions extends SuiteOptions {
  /** Creates the compressor from OPTIONS, of which the suite sets `MAX_VALUE_BYTES` only. */
  readonly create: (options?: Readonly<CacheOptions>) => Compressor;
  /** The first bytes of further formats that it reads, in addition to the one that it writes. */
  readonly heads?: readonly Buffer[] | undefined;
  /** What its errors say about bytes that cannot be inflated. Default: anything. */
  readonly damageMessage?: RegExp | undefined;
}

const groups: Groups<CompressorContext> = {
  "round trips": roundTrips,
  damage,
  "any bytes": anyBytesCases,
  bounds,
};

/** What every compressor must do, whether it returns values or promises. */
export function compressorSuite(options: CompressorSuiteOptions): void {
  const { create, heads = [], damageMessage = /(?:)/ } = options;
  runSuite(options, {
    name: "a compressor",
    groups,
    around: async (run) => run({ compressor: create(), create, heads, damageMessage }),
  });
}
