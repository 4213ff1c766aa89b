import { dirname } from "node:path";
import { findInApplication, fromApplication } from "../from-application.js";

/** The functions of zstd-napi's binding that training needs. */
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
 * The zstd library of the application's compressor. The command line compresses nothing itself, and so does not
 * depend on a native library.
 * @returns undefined if the application in `folder` has no @coffer/compressor-zstd.
 */
export async function findZstd(folder: string): Promise<Zstd | undefined> {
  const compressor = findInApplication("@coffer/compressor-zstd", folder);
  if (compressor === undefined) return undefined;
  const binding = await fromApplication<{ default: Zstd }>("zstd-napi/binding.js", dirname(compressor));
  return binding?.default;
}
