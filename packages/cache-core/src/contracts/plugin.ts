/**
 * A kind of plugin, as data. The package that owns a kind exports its row, and an option that takes such plugins names it:
 * `{ type: "plugin", kind: PARSER, ... }`. The core need not know it.
 */
export interface PluginKind {
  /** For messages: `"compressor"`. Rows with one name are one kind. */
  readonly name: string;
  /** What a plugin is: a class, which is built with `new`, a function, or an object. */
  readonly is: "class" | "function" | "object";
  /** `"@coffer/client-"`: the word `herd` is short for the package `@coffer/client-herd`. Left out: there are no short names. */
  readonly shorthand?: string;
  /** Names that stand for another plugin, since the module that they name is not one: `{ "ioredis-mock": "@coffer/connection-mock#RedisMock" }`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** The methods that the object has, or the one that the class makes. */
  readonly methods?: readonly string[];
}

/** A plugin string, or the class itself. */
export type Plugin = (string & {}) | (abstract new (argument: never) => unknown);

/** The same with the names of coffer's own, short and in full, for the completion of editors. */
export type PluginOption<Kind extends string, Names extends string> =
  | Names
  | `@coffer/${Kind}-${Names}`
  | Plugin;

/** The same for a kind that is functions. */
export type PluginFunctionOption<Kind extends string, Names extends string> =
  | Names
  | `@coffer/${Kind}-${Names}`
  | (string & {})
  | ((argument: never) => unknown);
