import type { ClientClass } from "@coffer/client-default";

/** The argument of `Seams.invalidated`: a key, several, or undefined for all. */
export type Heard = string | readonly string[] | undefined;

/** A layer that records the calls of `invalidated`. */
export function listening(heard: Heard[]): <Base extends ClientClass>(Client: Base) => Base {
  return (Client) =>
    class extends Client {
      override invalidated(redisKeys: Heard): void {
        heard.push(redisKeys);
        super.invalidated(redisKeys);
      }
    };
}
