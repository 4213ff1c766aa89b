import { dirname } from "node:path";
import { findInApplication, fromApplication } from "../from-application.js";

/** What training needs of zstd-napi's binding. */
export interface Zstd {
  readonly MAGIC_DICTIONARY: number;
  readonly CParameter: Readonly<
    Record<"compressionLevel" | "contentSizeFlag" | "windowLog" | "minMatch", number>
  >;
  readonly CCtx: new () => {
    setParameter(parameter: number, value: number): void;
    compress2(target: Uint8Array, data: Uint8Array): number;
    compressUsingCDict(target: Uint8Array, data: Uint8Array, dictionary: unknown): number;
  };
  readonly CDict: new (dictionary: Uint8Array, level: number) => object;
  compressBound(length: number): number;
}

/**
 * The zstd of the application's compressor, which alone is sure to see it: the command line itself compresses nothing, and does not
 * ask anybody to build a native library for it.
 * @returns undefined where the application in `folder` has no @coffer/compressor-zstd.
 */
export async function findZstd(folder: string): Promise<Zstd | undefined> {
  const compressor = findInApplication("@coffer/compressor-zstd", folder);
  if (compressor === undefined) return undefined;
  const binding = await fromApplication<{ default: Zstd }>("zstd-napi/binding.js", dirname(compressor));
  return binding?.default;
}
