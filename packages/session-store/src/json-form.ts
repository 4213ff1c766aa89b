import { types } from "node:util";

/**
 * `value` with the objects in it that have a `toJSON` (an ObjectId, a URL, a Decimal) replaced by its result, as in
 * other session stores. Dates and binary data stay, for serializers that keep them, unless `all`. Values without
 * `toJSON`, such as a Map, are left for the serializer to keep or to reject.
 */
export function jsonForm(value: unknown, all: boolean, around: readonly object[] = []): unknown {
  if (typeof value !== "object" || value === null) return value;
  // Cycles are left for the serializer, too.
  if (around.includes(value)) return value;
  const within = [...around, value];
  if (Array.isArray(value)) return value.map((item) => jsonForm(item, all, within));
  if ("toJSON" in value && typeof value.toJSON === "function") {
    const isKept = !all && (types.isDate(value) || ArrayBuffer.isView(value));
    return isKept ? value : jsonForm(value.toJSON(), all, within);
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, jsonForm(item, all, within)]));
}
