import "reflect-metadata";

export type AnyMethod = (this: object, ...args: unknown[]) => unknown;

/**
 * Replaces a method.
 * @param decorator such as "@Cached", for messages.
 * @param replace gets the method, and its name for messages.
 * @throws TypeError for anything but a method of a class's instances.
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
  // Nest and others store the metadata of a route, a guard or an event on the function itself.
  for (const key of Reflect.getOwnMetadataKeys(method)) {
    Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, method), replacement);
  }
  Object.defineProperty(replacement, "name", { value: method.name });
  descriptor.value = replacement;
}
