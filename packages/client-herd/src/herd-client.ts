import type { OptionDeclarations } from "@coffer/cache-core";
import { DefaultClient, type Layer } from "@coffer/client-default";
import { herd } from "@coffer/layer-herd";

const DefaultWithHerd: typeof DefaultClient = herd(DefaultClient);

/** The default client with the layer herd: what `CLIENT_CLASS: "herd"` means, as in django-redis. */
export class HerdClient extends DefaultWithHerd {
  static override readonly options: OptionDeclarations = { ...DefaultClient.options, ...herd.options };
  /** It has them already, so that `LAYERS` may not name them once more. */
  static readonly layers: readonly Layer[] = [herd];
}
