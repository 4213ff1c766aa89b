import type { Cache } from "./cache.js";
import type { KeysSettings } from "./keys.js";
import type { CacheOptions, OptionDeclarations } from "./options.js";

/** What a backend is built with, `new Backend(context)`: the settings of one cache, checked, plugin strings replaced by what they name. */
export interface BackendContext extends KeysSettings {
  /** The cache's name in the settings. */
  readonly alias: string;
  /** `CACHES.<alias>`, with which the messages about its settings begin. */
  readonly path: string;
  /** `LOCATION` as the settings say it, or undefined: what it has to be, the backend knows. There may be passwords in it. */
  readonly location: unknown;
  /** The cache's `TIMEOUT` in milliseconds, `null` for never. */
  readonly timeout: number | null;
  /** Those that the backend and its parts declare. One is undefined where it is required, and what is wrong with it is reported already. */
  readonly options: Readonly<CacheOptions>;
}

/** A class that may stand as `BACKEND`. */
export interface BackendClass {
  /** @throws ImproperlyConfigured with all that is wrong; with nothing where that is reported already. */
  new (context: BackendContext): Cache;
  /** The OPTIONS that it reads. Those of the plugins that these name are read, too. */
  readonly options?: OptionDeclarations;
  readonly settings?: BackendSettings;
}

/** How a backend has its settings read, where that is not all said by the options that it declares. */
export interface BackendSettings {
  /** It stands in for another backend: settings that it does not declare are for that one, and not looked at. */
  readonly standsIn?: boolean;

  /**
   * The settings of a cache that is given as one URL. Values are text.
   * @param refuse reports what is wrong with the URL; it must not show what may be a password.
   */
  fromUrl?(url: string, refuse: (text: string, hint?: string) => void): Record<string, unknown> | undefined;

  /** The settings of a cache, where they may be in the words of another library, in those that are declared. */
  translate?(cache: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;

  /** What a name, or a value that names a plugin, means that comes from another library, such as Python's. */
  meaningOf?(place: ForeignPlace, name: string): ForeignMeaning | undefined;

  /** Looks at the caches of this backend that were built, side by side, for what is hardly meant. */
  readonly review?: (caches: readonly BackendContext[], warn: (path: string, text: string) => void) => void;
}

/** Where a name stands: at the top of the settings, in a cache, in its OPTIONS; or it is the value of an option that takes a plugin. */
export type ForeignPlace = "top" | "cache" | "OPTIONS" | "value";

export type ForeignMeaning =
  | {
      readonly meaning: "same";
      /** What it is called here; null: no plugin. A value without it stands for the default of its setting. */
      readonly here?: string | null;
      /** What is not as there, to be logged once: the rest of the sentence that begins with the name. */
      readonly warning?: string;
    }
  /** It is taken and has no effect; the reason is logged once. */
  | { readonly meaning: "no effect"; readonly why: string }
  /** It is a problem of the settings; `instead` is what to do. */
  | { readonly meaning: "refused"; readonly instead: string }
  /** It is one, because it stands in the wrong place: this is the right one. */
  | { readonly meaning: "misplaced"; readonly belongs: string };
