const MANY = new Set(["getMany", "getOrSetMany", "setMany", "deleteMany"]);

/** The number of keys in the first argument of a command on many keys; undefined if counting would consume an iterator. */
export function batchSize(operation: string, [many]: readonly unknown[]): number | undefined {
  if (!MANY.has(operation) || typeof many !== "object" || many === null) return undefined;
  if (Array.isArray(many)) return many.length;
  if (many instanceof Map || many instanceof Set) return many.size;
  return Symbol.iterator in many ? undefined : Object.keys(many).length;
}
