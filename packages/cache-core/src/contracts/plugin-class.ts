import type { OptionDeclarations } from "./options.js";

/** A class that the settings may name: it is created with `new`, and may declare the options that it reads. */
export interface PluginClass<Instance = unknown, Argument = never> {
  new (argument: Argument): Instance;
  /** The OPTIONS that it reads. Left out: none. */
  readonly options?: OptionDeclarations;
}
