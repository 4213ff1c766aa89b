import type { OptionDeclarations } from "@coffer/cache-core";
import { levelOption, minLengthOption } from "@coffer/compressor-kit";

/** What the settings may say. */
export interface ZstdOptions {
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

export const OPTIONS: OptionDeclarations = {
  COMPRESSOR_LEVEL: levelOption(
    -7,
    22,
    "How hard to compress, from -7 (fastest) to 22 (smallest); left out: 3.",
  ),
  COMPRESSOR_MIN_LENGTH: minLengthOption(15),
  DICTIONARY: {
    type: "any",
    description:
      "The path (absolute, from the settings file, or a file: URL) of a zstd dictionary, or a list: the first is used for writing, all for reading.",
  },
};
