import type { CacheSettings } from "@coffer/cache-core";
import type { ClientContext } from "./client-context.js";

/** A layer as the settings name it: a plugin string, or the layer itself. */
export type Layers = NonNullable<NonNullable<CacheSettings["OPTIONS"]>["LAYERS"]>;

/** What each case of the layer suite receives. Every cache has the layers under test, unless a case names others. */
export interface LayerContext extends ClientContext {
  /** The layers of `cache`, to combine them with others. */
  readonly layers: Layers;
  /** Valid values of the options that the layers declare. Only in cases that need `layerOptions`. */
  readonly options: Readonly<Record<string, unknown>>;
}
