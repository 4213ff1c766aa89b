import type { OptionDeclarations } from "@coffer/cache-core";
import { DefaultClient, type Layer } from "@coffer/client-default";
import { herd } from "@coffer/layer-herd";

const DefaultWithHerd: typeof DefaultClient = herd(DefaultClient);

/** The default client with the layer herd, for `CLIENT_CLASS: "herd"`, as in django-redis. */
export class HerdClient extends DefaultWithHerd {
  static override readonly options: OptionDeclarations = { ...DefaultClient.options, ...herd.options };
  /** The layers that the class has already: `LAYERS` must not name them. */
  static readonly layers: readonly Layer[] = [herd];
}
