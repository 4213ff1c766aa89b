import type { CacheOptions, Compressor } from "@coffer/cache-core";
import type { Groups } from "../suite/cases.js";
import { runSuite } from "../suite/run-suite.js";
import type { SuiteOptions } from "../suite/runner.js";
import { anyBytesCases } from "./any-bytes.js";
import { bounds } from "./bounds.js";
import type { CompressorContext } from "./compressor-context.js";
import { damage } from "./damage.js";
import { roundTrips } from "./round-trips.js";

/** Options of `compressorSuite`. */
export interface CompressorSuiteOptions extends SuiteOptions {
  /** Creates the compressor from OPTIONS. The suite sets only `MAX_VALUE_BYTES`. */
  readonly create: (options?: Readonly<CacheOptions>) => Compressor;
  /** The first bytes of further formats that it reads, in addition to the one that it writes. */
  readonly heads?: readonly Buffer[] | undefined;
  /** The message of its errors for bytes that it cannot decompress. Default: any message. */
  readonly damageMessage?: RegExp | undefined;
}

const groups: Groups<CompressorContext> = {
  "round trips": roundTrips,
  damage,
  "any bytes": anyBytesCases,
  bounds,
};

/** Tests what every compressor must do, whether it returns values or promises. */
export function compressorSuite(options: CompressorSuiteOptions): void {
  const { create, heads = [], damageMessage = /(?:)/ } = options;
  runSuite(options, {
    name: "a compressor",
    groups,
    around: async (run) => run({ compressor: create(), create, heads, damageMessage }),
  });
}
