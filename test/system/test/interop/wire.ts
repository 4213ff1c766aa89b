import type { Spelled } from "../../../fixtures/interop-vectors.js";

/**
 * JSON to and from Python, with a notation for what JSON lacks: `{ $int: "5" }`, `{ $float: "1.5" }`, `{ $set: [] }`.
 */
export type Wire = null | boolean | string | Wire[] | { [name: string]: Wire };

/** A value of the vectors, for Python to create; undefined for the kinds that only Python has. */
export function toWire(spelled: Spelled): Wire | undefined {
  switch (spelled.t) {
    case "null":
      return null;
    case "bool":
      return spelled.v;
    case "str":
      return "v" in spelled ? spelled.v : String.fromCharCode(...spelled.utf16);
    case "int":
      return { $int: spelled.v };
    case "float":
      return { $float: spelled.v };
    case "list": {
      const items = spelled.v.map(toWire);
      return items.includes(undefined) ? undefined : (items as Wire[]);
    }
    case "dict": {
      const items = spelled.v.map(([key, item]) => [key.t === "str" ? toWire(key) : undefined, toWire(item)]);
      return items.flat().includes(undefined) ? undefined : Object.fromEntries(items);
    }
    default:
      return undefined;
  }
}

/** A value from Python, as a JavaScript value. */
export function fromWire(wire: Wire): unknown {
  if (Array.isArray(wire)) return wire.map(fromWire);
  if (typeof wire !== "object" || wire === null) return wire;
  if ("$int" in wire) {
    const integer = BigInt(wire.$int as string);
    return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
  }
  if ("$float" in wire)
    return Number((wire.$float as string).replace("inf", "Infinity").replace("nan", "NaN"));
  return Object.fromEntries(Object.entries(wire).map(([name, item]) => [name, fromWire(item)]));
}
