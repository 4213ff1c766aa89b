import type { OptionDeclarations } from "@coffer/cache-core";
import { levelOption, minLengthOption } from "@coffer/compressor-kit";

/** The options of this compressor. */
export interface ZstdOptions {
  /**
   * The file of a dictionary: an absolute path, a `file:` URL, or a path relative to the folder of the settings file (without such a file, to
   * `parent`, else to the working directory). Of a list the first one is used for writing, and all for reading.
   */
  readonly DICTIONARY?: string | readonly string[];
}

declare module "@coffer/cache-core" {
  interface CacheOptions extends ZstdOptions {}
}

export const OPTIONS: OptionDeclarations = {
  COMPRESSOR_LEVEL: levelOption(
    -7,
    22,
    "The compression level, from -7 (fastest) to 22 (smallest); left out: 3.",
  ),
  COMPRESSOR_MIN_LENGTH: minLengthOption(15),
  DICTIONARY: {
    type: "any",
    description:
      "The path (absolute, relative to the settings file, or a file: URL) of a zstd dictionary, or a list: the first is used for writing, all for reading.",
    schema: { anyOf: [{ type: "string" }, { type: "array", minItems: 1, items: { type: "string" } }] },
  },
};
