import type { Cache } from "./cache.js";
import type { KeysSettings } from "./keys.js";
import type { CacheOptions, OptionDeclarations } from "./options.js";

/** What a backend is built with, `new Backend(context)`: the checked settings of one cache, with loaded plugins in place of their strings. */
export interface BackendContext extends KeysSettings {
  /** The cache's name in the settings. */
  readonly alias: string;
  /** `CACHES.<alias>`, the beginning of messages about its settings. */
  readonly path: string;
  /** `LOCATION` as given, unchecked; undefined if left out. It may contain passwords. */
  readonly location: unknown;
  /** The cache's `TIMEOUT` in milliseconds, `null` for never. */
  readonly timeout: number | null;
  /**
   * The options that the backend and its plugins declare. A required option whose problem was already reported is
   * undefined.
   */
  readonly options: Readonly<CacheOptions>;
}

/** A class that `BACKEND` may name. */
export interface BackendClass {
  /** @throws ImproperlyConfigured with all problems; with none if they are reported already. */
  new (context: BackendContext): Cache;
  /** The OPTIONS that it reads, in addition to those of the plugins that they name. */
  readonly options?: OptionDeclarations;
  readonly settings?: BackendSettings;
}

/** How a backend reads its settings, beyond the options that it declares. */
export interface BackendSettings {
  /** It replaces another backend: settings that it does not declare are for that one, and are ignored. */
  readonly standsIn?: boolean;

  /**
   * Returns the settings of a cache that is given as one URL. Values are strings.
   * @param refuse reports a problem of the URL, without what may be a password.
   */
  fromUrl?(url: string, refuse: (text: string, hint?: string) => void): Record<string, unknown> | undefined;

  /** Translates the settings of a cache from the names of another library to those that are declared. */
  translate?(cache: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;

  /** Returns the meaning of a name, or of a value that names a plugin, from another library such as django-redis. */
  meaningOf?(place: ForeignPlace, name: string): ForeignMeaning | undefined;

  /** Warns of settings that are probably not intended, given all caches of this backend. */
  readonly review?: (caches: readonly BackendContext[], warn: (path: string, text: string) => void) => void;
}

/** Where a name is: at the top of the settings, in a cache, in its OPTIONS; or as the value of an option that takes a plugin. */
export type ForeignPlace = "top" | "cache" | "OPTIONS" | "value";

export type ForeignMeaning =
  | {
      readonly meaning: "same";
      /** Its name in coffer; null: no plugin. A value without it stands for the default of its setting. */
      readonly here?: string | null;
      /** A difference, logged once: the rest of the sentence that begins with the name. */
      readonly warning?: string;
    }
  /** It is accepted and has no effect; the reason is logged once. */
  | { readonly meaning: "no effect"; readonly why: string }
  /** It is a settings error; `instead` says what to do. */
  | { readonly meaning: "refused"; readonly instead: string }
  /** It is a settings error because it is in the wrong place; `belongs` is the right one. */
  | { readonly meaning: "misplaced"; readonly belongs: string }
  /** It is a settings error because nothing reads it; `instead` says what to do. */
  | { readonly meaning: "unread"; readonly instead: string };
