/**
 * A kind of plugin, as data. The package that owns a kind exports its description, and an option for such plugins
 * names it: `{ type: "plugin", kind: PARSER, ... }`. The core need not know it.
 */
export interface PluginKind {
  /** For messages: `"compressor"`. Descriptions with the same name are one kind. */
  readonly name: string;
  /** What a plugin is: a class, which is created with `new`, a function, or an object. */
  readonly is: "class" | "function" | "object";
  /**
   * `"@coffer/client-"`: the word `herd` is short for the package `@coffer/client-herd`. Left out: there are no short
   * names.
   */
  readonly shorthand?: string;
  /**
   * Names that mean another plugin, since the module of that name is not one: `{ "ioredis-mock":
   * "@coffer/connection-mock#RedisMock" }`.
   */
  readonly aliases?: Readonly<Record<string, string>>;
  /** The methods of the object, or of an instance of the class. */
  readonly methods?: readonly string[];
}

/** A plugin string, or the class itself. */
export type Plugin = (string & {}) | (abstract new (argument: never) => unknown);

/** The same with the short and full names of coffer's own plugins, for completion in editors, and with what a class creates. */
export type PluginOption<Kind extends string, Names extends string, Instance = unknown> =
  | Names
  | `@coffer/${Kind}-${Names}`
  | (string & {})
  | (abstract new (
      argument: never,
    ) => Instance);

/** The same for a kind that is functions. */
export type PluginFunctionOption<Kind extends string, Names extends string> =
  | Names
  | `@coffer/${Kind}-${Names}`
  | (string & {})
  | ((argument: never) => unknown);
