import type { ClientClass } from "@coffer/client-default";

/** A layer that changes nothing. */
export function passive<Base extends ClientClass>(Client: Base): Base {
  return class extends Client {};
}
