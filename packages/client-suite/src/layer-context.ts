import type { CacheSettings } from "@coffer/cache-core";
import type { ClientContext } from "./client-context.js";

/** What names a layer in the settings: a plugin string, or the layer. */
export type Layers = NonNullable<NonNullable<CacheSettings["OPTIONS"]>["LAYERS"]>;

/** What each case of the layer suite is given. Every cache has the layers to prove, unless a case names others. */
export interface LayerContext extends ClientContext {
  /** The layers of `cache`, to name them together with others. */
  readonly layers: Layers;
  /** Valid values of the options that the layers declare. Only in cases that need `layerOptions`. */
  readonly options: Readonly<Record<string, unknown>>;
}
