import { show } from "@coffer/cache-core";

/**
 * Rejects options with an unknown name, which would have no effect.
 * @param who whose options they are, for the message, such as "limiter".
 * @throws TypeError
 */
export function checkNames(options: object, known: readonly string[], who: string): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${who}: options must be an object with ${known.join(", ")}, got ${show(options)}`);
  }
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new TypeError(`${who}: there is no option ${show(name)}; known are ${known.join(", ")}`);
    }
  }
}
