import type { CacheOptions, Compressor } from "@coffer/cache-core";
import { type CompressorSuiteOptions, compressorSuite } from "@coffer/plugin-kit";
import { describe, it } from "vitest";
import { ALL } from "../fixtures/client-groups.js";

interface CompressorPackage extends Pick<CompressorSuiteOptions, "heads" | "damageMessage" | "cannot"> {
  readonly Compressor: new (options?: Readonly<CacheOptions>) => Compressor;
}

/**
 * The groups that depend on the minimum length: it decides what is compressed. The limit on inflated bytes does not
 * depend on it, so those groups run once, except with `npm run test:all`.
 */
const OF_THE_LENGTH = ALL ? undefined : ["round trips", "damage", "any bytes"];

const choices = [
  { own: {}, groups: undefined },
  { own: { COMPRESSOR_MIN_LENGTH: 0 }, groups: OF_THE_LENGTH },
];

/** Runs the suite of every compressor, with its default minimum length and with none. */
export function compressorContract({ Compressor, ...rest }: CompressorPackage): void {
  for (const { own, groups } of choices) {
    compressorSuite({
      ...rest,
      describe,
      it,
      name: `${Compressor.name} with ${JSON.stringify(own)}`,
      create: (options) => new Compressor({ ...own, ...options }),
      groups,
    });
  }
}
