import type { Serializer } from "@coffer/cache-core";

export interface SerializerContext {
  readonly serializer: Serializer;
  /** Another instance. */
  another(): Serializer;
}
