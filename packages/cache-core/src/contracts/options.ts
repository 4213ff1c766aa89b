import type { Cipher } from "./cipher.js";
import type { Compressor } from "./compressor.js";
import type { Logger } from "./logger.js";
import type { PluginFunctionOption, PluginKind, PluginOption } from "./plugin.js";
import type { Serializer } from "./serializer.js";

/**
 * One option of the core or a plugin, as data: settings are validated with it, and the reference documentation and
 * the JSON schema are generated from it. A plugin class has its own as `static options`.
 */
export type OptionDeclaration = {
  /** One sentence for the reference: what the option does. */
  readonly description: string;
  /** `null` is allowed, and means what the description says. */
  readonly nullable?: boolean;
  /** The value is a secret: no message ever shows it. */
  readonly secret?: boolean;
  /** The option is required. */
  readonly required?: boolean;
  /** The option may also be set at the top level of the settings, for all caches. */
  readonly global?: boolean;
  /** The value that the plugin gets if the settings leave the option out. */
  readonly default?: unknown;
} & (
  | { readonly type: "boolean" | "string" }
  | {
      readonly type: "object" | "array" | "any";
      /** The JSON schema of the value, for editors. The plugin checks the value itself. */
      readonly schema?: Readonly<Record<string, unknown>>;
      /** Settings that are code may have a function in its place, which no schema can say. */
      readonly orFunction?: boolean;
    }
  | {
      readonly type: "integer" | "number";
      /** Limits, inclusive. */
      readonly min?: number;
      readonly max?: number;
      /** `"seconds"`, `"bytes"`, ... for the reference and for messages. */
      readonly unit?: string;
    }
  | { readonly type: "choice"; readonly values: readonly (string | number | null)[] }
  /** A plugin string or class; the plugin gets the loaded class instead. */
  | { readonly type: "plugin"; readonly kind: PluginKind }
  /** A list of them; the plugin gets the list of the loaded plugins. */
  | { readonly type: "plugins"; readonly kind: PluginKind }
);

export type OptionDeclarations = Readonly<Record<string, OptionDeclaration>>;

/**
 * A cache's OPTIONS as plugins get them: validated, defaults filled in, plugin strings replaced by what they
 * name, frozen. Plugins add their own by declaration merging:
 * `declare module "@coffer/cache-core" { interface CacheOptions { ZLIB_LEVEL?: number } }`.
 *
 * If TypeScript does not know the option of a package, import the package, if only as a type: `import type {} from "@coffer/layer-near"`.
 */
export interface CacheOptions {
  /** The client, which executes the commands. */
  readonly CLIENT_CLASS?: PluginOption<"client", "cluster" | "default" | "herd" | "shard">;
  /** Layers that add behaviour to the client, outermost first. */
  readonly LAYERS?: readonly PluginFunctionOption<"layer", "herd" | "near">[];
  /** Turns values into bytes and back. */
  readonly SERIALIZER?: PluginOption<"serializer", "json" | "msgpack" | "v8", Serializer>;
  /**
   * Makes serialized values smaller; `null` means none.
   * @default null
   */
  readonly COMPRESSOR?: PluginOption<"compressor", "lz4" | "lzma" | "zlib" | "zstd", Compressor> | null;
  /**
   * Encrypts stored data, after compression; `null` means no encryption.
   * @default null
   */
  readonly CIPHER?: PluginOption<"cipher", "aes-gcm", Cipher> | null;
  /** Creates connections from URLs. */
  readonly CONNECTION_FACTORY?: PluginOption<"connection", "ioredis" | "redis" | "resp">;
  /**
   * `true`: when Redis fails, methods return a fallback answer (a miss, `false`, 0) instead of an error; `null` means `false`.
   * @default false
   */
  readonly IGNORE_EXCEPTIONS?: boolean | null;
  /**
   * Log the errors that are ignored.
   * @default false
   */
  readonly LOG_IGNORED_EXCEPTIONS?: boolean;
  /**
   * Where ignored errors are logged: an object, or a string that names one.
   * @default console
   */
  readonly LOGGER?: string | Logger;
  /**
   * Whether `cache.close()` releases the connections, as Django does after each request.
   * @default false
   */
  readonly CLOSE_CONNECTION?: boolean;
  /**
   * How many keys the server looks at for one page of a scan, at least 1.
   * @default 1000
   */
  readonly SCAN_ITERSIZE?: number;
  /**
   * A value that serializes to more bytes than this is not stored, and one that would inflate to more is not read.
   * @default 67108864
   */
  readonly MAX_VALUE_BYTES?: number;
  /**
   * Shortens each timeout by a random fraction, at most this one (from 0 to 0.5), so that values stored together do
   * not expire together.
   * @default 0
   */
  readonly TIMEOUT_JITTER?: number;
}
