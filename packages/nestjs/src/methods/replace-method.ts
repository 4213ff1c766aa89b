import "reflect-metadata";

export type AnyMethod = (this: object, ...args: unknown[]) => unknown;

/**
 * Puts another function in the place of a method.
 * @param decorator such as "@Cached", for messages.
 * @param replace is given the method, and what to call it in messages.
 * @throws TypeError for what is no method of the objects of a class.
 */
export function replaceMethod(
  decorator: string,
  target: object,
  name: string | symbol,
  descriptor: { value?: unknown },
  replace: (method: AnyMethod, who: string) => AnyMethod,
): void {
  if (typeof target === "function" || typeof descriptor?.value !== "function") {
    throw new TypeError(
      `${decorator} on ${String(name)}: it is for methods of objects, not for static members or properties`,
    );
  }
  const method = descriptor.value as AnyMethod;
  const replacement = replace(method, `${decorator} on ${target.constructor.name}.${String(name)}`);
  // Nest and others keep what they know of a route, a guard or an event at the function itself.
  for (const key of Reflect.getOwnMetadataKeys(method)) {
    Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, method), replacement);
  }
  Object.defineProperty(replacement, "name", { value: method.name });
  descriptor.value = replacement;
}
