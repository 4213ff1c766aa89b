import type { ClientClass } from "@coffer/client-default";

/** What `Seams.invalidated` was called with: a key, several, or, with undefined, all. */
export type Heard = string | readonly string[] | undefined;

/** A layer that writes down what `invalidated` hears. */
export function listening(heard: Heard[]): <Base extends ClientClass>(Client: Base) => Base {
  return (Client) =>
    class extends Client {
      override invalidated(redisKeys: Heard): void {
        heard.push(redisKeys);
        super.invalidated(redisKeys);
      }
    };
}
