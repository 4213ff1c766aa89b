import type { OptionDeclarations } from "@coffer/cache-core";

/** What the settings may say. */
export interface ZstdOptions {
  /**
   * How hard to compress: -7 is fastest, 22 is smallest, 0 means the default.
   * @default 3, as in the original
   */
  readonly COMPRESSOR_LEVEL?: number;
  /**
   * Values of up to so many bytes, serialized, stay as they are.
   * @default 15
   */
  readonly COMPRESSOR_MIN_LENGTH?: number;
  /**
   * The file of a dictionary: an absolute path, a `file:` URL, or a path from the folder of the settings file (where the settings are no
   * file, from `parent`, else from the working directory). Of a list the first is used for writing, the others to read what was
   * written before it.
   */
  readonly DICTIONARY?: string | readonly string[];
}

declare module "@coffer/cache-core" {
  interface CacheOptions extends ZstdOptions {}
}

/** Without defaults here: those are the class's fields, which subclasses may change. */
export const OPTIONS: OptionDeclarations = {
  COMPRESSOR_LEVEL: {
    type: "integer",
    min: -7,
    max: 22,
    description: "How hard to compress, from -7 (fastest) to 22 (smallest); left out: 3.",
  },
  COMPRESSOR_MIN_LENGTH: {
    type: "integer",
    min: 0,
    unit: "bytes",
    description: "Values of up to this serialized length stay uncompressed; left out: 15.",
  },
  DICTIONARY: {
    type: "any",
    description:
      "The path (absolute, from the settings file, or a file: URL) of a zstd dictionary, or a list: the first is used for writing, all for reading.",
  },
};
