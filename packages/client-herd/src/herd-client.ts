import type { OptionDeclarations } from "@coffer/cache-core";
import { DefaultClient, type Layer } from "@coffer/client-default";
import { herd } from "@coffer/layer-herd";

const DefaultWithHerd: typeof DefaultClient = herd(DefaultClient);

/** The default client with the layer herd: `CLIENT_CLASS: "herd"` means this class, as in django-redis. */
export class HerdClient extends DefaultWithHerd {
  static override readonly options: OptionDeclarations = { ...DefaultClient.options, ...herd.options };
  /** The class has the layer already, so `LAYERS` must not name it again. */
  static readonly layers: readonly Layer[] = [herd];
}
