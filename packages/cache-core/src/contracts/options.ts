import type { Cipher } from "./cipher.js";
import type { Commands } from "./commands.js";
import type { Compressor } from "./compressor.js";
import type { ConnectionFactory } from "./connection.js";
import type { Logger } from "./logger.js";
import type { ClassOf, PluginFunctionOption, PluginKind, PluginOption } from "./plugin.js";
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
      /** A function is valid, too, in settings that are code. A JSON schema cannot say so. */
      readonly orFunction?: boolean;
    }
  | {
      readonly type: "integer" | "number";
      /** The smallest valid value. */
      readonly min?: number;
      /** The greatest valid value. */
      readonly max?: number;
      /** `"seconds"`, `"bytes"`, ... for the reference and for messages. */
      readonly unit?: string;
    }
  /** One of these values. */
  | { readonly type: "choice"; readonly values: readonly (string | number | null)[] }
  /** A plugin string or class; the plugin gets the loaded class instead. */
  | { readonly type: "plugin"; readonly kind: PluginKind }
  /** A list of plugin strings or classes; the plugin gets the list of the loaded classes. */
  | { readonly type: "plugins"; readonly kind: PluginKind }
);

/** The options of the core or a plugin, by name. */
export type OptionDeclarations = Readonly<Record<string, OptionDeclaration>>;

/**
 * A cache's OPTIONS as plugins get them: validated, defaults filled in, plugin strings replaced by what they
 * name, frozen. Plugins add their own by declaration merging:
 * `declare module "@coffer/cache-core" { interface CacheOptions { ZLIB_LEVEL?: number } }`.
 *
 * If TypeScript does not know the option of a package, import the package, if only as a type: `import type {} from "@coffer/layer-near"`.
 */
export interface CacheOptions {
  /** The class of the client, which executes the commands. Its topology: one server with replicas, a cluster, or shards. */
  readonly CLIENT_CLASS?: PluginOption<"client", "cluster" | "default" | "herd" | "shard", Commands>;
  /** Layers that add behaviour to the client, outermost first. */
  readonly LAYERS?: readonly PluginFunctionOption<"layer", "herd" | "near", ClassOf<Commands>>[];
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
  readonly CONNECTION_FACTORY?: PluginOption<"connection", "ioredis" | "redis" | "resp", ConnectionFactory>;
  /**
   * `true`: when Redis fails, methods return a fallback answer (a miss, `false`, 0) instead of an error; `null` means `false`.
   * @default false
   */
  readonly IGNORE_EXCEPTIONS?: boolean | null;
  /**
   * Whether ignored errors are logged.
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
   * The most bytes of a serialized value. A larger one is not stored (`ERR_ENCODE`), and one that would decompress to more is not read
   * (`ERR_TOO_LARGE`).
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
