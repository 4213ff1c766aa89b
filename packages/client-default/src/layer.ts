import type { OptionDeclarations } from "@coffer/cache-core";
import type { BaseClient } from "./base-client.js";

/** A class of clients that a layer can extend: any that extends `BaseClient`, whatever its topology, with or without layers. */
// biome-ignore lint/suspicious/noExplicitAny: TypeScript asks for these parameters of a class that a mixin extends.
export type ClientClass = new (...args: any[]) => BaseClient;

/**
 * A function that adds behaviour to any client: it takes a client class and returns a subclass that overrides some `Seams`. Settings name
 * layers in `LAYERS`, outermost first.
 */
export interface Layer {
  <Base extends ClientClass>(Client: Base): Base;
  /** The OPTIONS that the layer itself reads. */
  readonly options?: OptionDeclarations;
}
