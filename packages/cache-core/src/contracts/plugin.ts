/**
 * Describes a kind of plugins. The package that reads the option exports the description, and the declaration of the option refers to it:
 * `{ type: "plugin", kind: PARSER, ... }`. So a package can add kinds that the core does not know.
 */
export interface PluginKind {
  /** The name of the kind in messages: `"compressor"`. Descriptions with the same name are one kind. */
  readonly name: string;
  /** What a plugin is: a class, which is created with `new`, a function, or an object. */
  readonly is: "class" | "function" | "object";
  /**
   * The start of package names that settings may leave out: with `"@coffer/client-"`, the word `herd` means the package
   * `@coffer/client-herd`. Left out: there are no short names.
   */
  readonly shorthand?: string;
  /**
   * Plugin strings by the names that mean them, for modules that are no plugins themselves: `{ "ioredis-mock":
   * "@coffer/connection-mock#RedisMock" }`.
   */
  readonly aliases?: Readonly<Record<string, string>>;
  /** The methods of the object, or of an instance of the class. */
  readonly methods?: readonly string[];
}

/** A class of plugins, with what it creates. */
export type ClassOf<Instance> = abstract new (argument: never) => Instance;

/** A plugin string, or the class itself. */
export type Plugin<Instance = unknown> = (string & {}) | ClassOf<Instance>;

/**
 * A plugin string or class, like `Plugin`, with the short and full names of coffer's own plugins, which editors complete, and with what a class
 * creates.
 */
export type PluginOption<Kind extends string, Names extends string, Instance = unknown> =
  | Names
  | `@coffer/${Kind}-${Names}`
  | Plugin<Instance>;

/**
 * A plugin string or function, for kinds of plugins that are functions; with the names of coffer's own plugins, which editors complete, and
 * with what a function returns.
 */
export type PluginFunctionOption<Kind extends string, Names extends string, Result = unknown> =
  | Names
  | `@coffer/${Kind}-${Names}`
  | (string & {})
  | ((argument: never) => Result);
