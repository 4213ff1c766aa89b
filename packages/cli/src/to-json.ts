import { isRegExp } from "node:util/types";

/**
 * A value as JSON. A value without a JSON form is an object with one name that begins with `$`: `{"$bigint":"5"}`,
 * `{"$date":"2026-..."}`, `{"$map":[[key,value]]}`, `{"$set":[...]}`, `{"$bytes":"base64"}`, `{"$number":"NaN"}`,
 * `{"$undefined":true}`, `{"$regexp":"/a/g"}`, `{"$error":{...}}`, `{"$circular":true}`; an object that itself has
 * only such a name is in `{"$object":...}`.
 */
export function toJson(value: unknown, above: readonly unknown[] = []): unknown {
  switch (typeof value) {
    case "bigint":
      return { $bigint: String(value) };
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $number: Object.is(value, -0) ? "-0" : String(value) };
    case "undefined":
      return { $undefined: true };
    case "object":
      return value === null ? null : objectToJson(value, above);
    default:
      return value;
  }
}

function objectToJson(value: object, above: readonly unknown[]): unknown {
  if (above.includes(value)) return { $circular: true };
  const path = [...above, value];
  const inner = (each: unknown) => toJson(each, path);
  if (Array.isArray(value)) return Array.from(value, inner);
  if (value instanceof Date) return { $date: Number.isNaN(value.getTime()) ? null : value.toISOString() };
  if (value instanceof Map) return { $map: Array.from(value, ([key, each]) => [inner(key), inner(each)]) };
  if (value instanceof Set) return { $set: Array.from(value, inner) };
  if (ArrayBuffer.isView(value)) {
    return { $bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  }
  if (value instanceof ArrayBuffer) return { $bytes: Buffer.from(value).toString("base64") };
  if (isRegExp(value)) return { $regexp: String(value) };
  if (value instanceof Error) return { $error: { name: value.name, message: value.message } };
  const entries = Object.entries(value).map(([name, each]) => [name, inner(each)]);
  const plain = Object.fromEntries(entries);
  return entries.length === 1 && String(entries[0]?.[0]).startsWith("$") ? { $object: plain } : plain;
}
