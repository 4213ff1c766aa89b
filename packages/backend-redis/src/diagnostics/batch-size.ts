const MANY = new Set(["getMany", "setMany", "deleteMany"]);

/** How many keys the first argument of a command with many has, where they can be counted without using it up. */
export function batchSize(operation: string, [many]: readonly unknown[]): number | undefined {
  if (!MANY.has(operation) || typeof many !== "object" || many === null) return undefined;
  if (Array.isArray(many)) return many.length;
  if (many instanceof Map || many instanceof Set) return many.size;
  return Symbol.iterator in many ? undefined : Object.keys(many).length;
}
