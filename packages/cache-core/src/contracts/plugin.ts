import type { OptionDeclarations } from "./options.js";

/** What a setting expects of the plugin that it names. */
export type PluginKind =
  | "backend"
  | "client"
  | "serializer"
  | "compressor"
  | "connection factory"
  | "connection pool"
  | "redis client"
  | "parser"
  | "key function"
  | "logger";

/** A class that may stand in the settings: it is built with `new`, and may declare the options that it reads. */
export interface PluginClass<Instance = unknown, Argument = never> {
  new (argument: Argument): Instance;
  readonly options?: OptionDeclarations;
}

/** A plugin string, or the class itself. */
export type Plugin = (string & {}) | (abstract new (argument: never) => unknown);

/** The same with the names of coffer's own, short and in full, for the completion of editors. */
export type PluginOption<Kind extends string, Names extends string> =
  | Names
  | `@coffer/${Kind}-${Names}`
  | Plugin;
