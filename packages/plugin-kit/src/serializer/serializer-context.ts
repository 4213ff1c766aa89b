import type { Serializer } from "@coffer/cache-core";

export interface SerializerContext {
  readonly serializer: Serializer;
  /** A further instance. */
  another(): Serializer;
}
