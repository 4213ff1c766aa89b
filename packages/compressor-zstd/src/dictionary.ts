import { readFileSync } from "node:fs";
import { resolveFile } from "@coffer/cache-core";
import zstd from "zstd-napi/binding.js";
import type { ZstdOptions } from "./options.js";

/** A dictionary in zstd's file format: its number, tables, and text that the values have in common. */
export interface Dictionary {
  /** Frames contain it, which shows the dictionary that they need. Never 0. */
  readonly id: number;
  readonly bytes: Buffer;
}

/**
 * Reads the files that the option DICTIONARY names.
 * @throws Error with the file and the reason.
 */
export function readDictionaries(options: ZstdOptions): Dictionary[] {
  const option: unknown = options.DICTIONARY;
  const paths = option === undefined ? [] : Array.isArray(option) ? option : [option];
  const found = new Map<number, string>();
  return paths.map((path: unknown) => {
    if (typeof path !== "string" || path === "") {
      throw new TypeError("DICTIONARY must be the path of a file or a list of paths");
    }
    const dictionary = readDictionary(resolveFile(options, path));
    const other = found.get(dictionary.id);
    if (other !== undefined) {
      throw new Error(
        `DICTIONARY: ${other} and ${path} have the same number, ${dictionary.id}, by which values name their dictionary: give one of them`,
      );
    }
    found.set(dictionary.id, path);
    return dictionary;
  });
}

function readDictionary(file: string): Dictionary {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Error(`DICTIONARY: ${file} cannot be read (${code ?? message})`, { cause });
  }
  try {
    const id = new zstd.DDict(bytes).getDictID();
    if (id !== 0) return { id, bytes };
  } catch (cause) {
    throw new Error(`DICTIONARY: ${file} is a damaged dictionary`, { cause });
  }
  throw new Error(
    `DICTIONARY: ${file} is not a zstd dictionary; coffer train-dictionary makes one, and so does zstd --train`,
  );
}
