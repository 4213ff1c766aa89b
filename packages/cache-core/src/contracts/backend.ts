import type { Cache } from "./cache.js";
import type { KeysSettings } from "./keys.js";
import type { CacheOptions, OptionDeclarations } from "./options.js";

/** The argument of a backend, `new Backend(context)`: the checked settings of one cache, with loaded plugins in place of their strings. */
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
  /** @throws ImproperlyConfigured with all problems; without problems if they were reported already. */
  new (context: BackendContext): Cache;
  /** The OPTIONS that it reads, in addition to those of the plugins that they name. */
  readonly options?: OptionDeclarations;
  /** How it reads its settings. Left out: it has only the options that it declares. */
  readonly settings?: BackendSettings;
}

/** How a backend reads its settings, in addition to the options that it declares. */
export interface BackendSettings {
  /**
   * `true`: the backend is a substitute for another one, such as for tests. It ignores settings that it does not declare, since they are
   * for the other backend.
   */
  readonly standsIn?: boolean;

  /**
   * Returns the settings of a cache that is written as a URL; undefined if `refuse` reported a problem. Values are strings.
   * @param refuse reports a problem of the URL, without what may be a password.
   */
  fromUrl?(url: string, refuse: (text: string, hint?: string) => void): Record<string, unknown> | undefined;

  /** Returns the settings of a cache with the names of another library replaced by the declared ones. */
  translate?(cache: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;

  /** Returns the meaning of a name, or of a value that names a plugin, from another library such as django-redis. */
  meaningOf?(place: ForeignPlace, name: string): ForeignMeaning | undefined;

  /** Warns of settings that are probably not intended, given all caches of this backend. */
  readonly review?: (caches: readonly BackendContext[], warn: (path: string, text: string) => void) => void;
}

/**
 * Where the settings have a name of another library: at the top level, in a cache, in its OPTIONS, or as the value of an option that takes a
 * plugin.
 */
export type ForeignPlace = "top" | "cache" | "OPTIONS" | "value";

/** The meaning of a setting, or of a value, of another library. */
export type ForeignMeaning =
  /** It means the same, possibly with another name. */
  | {
      readonly meaning: "same";
      /** Its name in coffer; null: no plugin. Left out for a value: the default of its setting. */
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
