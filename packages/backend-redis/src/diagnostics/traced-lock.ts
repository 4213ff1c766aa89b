import type { CommandMessage, Lock } from "@coffer/cache-core";
import { traced } from "./traced.js";

/** A lock whose methods are published, but not those of the held lock that `acquire` returns. */
export function tracedLock(
  lock: Lock,
  messageOf: (operation: string, args: readonly unknown[]) => CommandMessage,
): Lock {
  return new Proxy(lock, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      // `lock()` sends nothing.
      if (name === "restore") return method.bind(target);
      return (...args: unknown[]) =>
        traced(messageOf(`lock.${String(name)}`, args), () => method.apply(target, args));
    },
  });
}
