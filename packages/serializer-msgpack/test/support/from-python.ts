import type { Spelled } from "../../../../test/fixtures/interop-vectors.js";

type Value = Spelled | { readonly t: "bytes"; readonly hex: string };

/** A Python value as it has to be read from msgpack: integers exact at any depth, bytes, and dicts with any keys. */
export function fromPython(spelled: Value): unknown {
  switch (spelled.t) {
    case "null":
      return null;
    case "bytes":
      return Buffer.from(spelled.hex, "hex");
    case "int":
      return Number.isSafeInteger(Number(spelled.v)) ? Number(spelled.v) : BigInt(spelled.v);
    case "float":
      return Number(spelled.v.replace("inf", "Infinity").replace("nan", "NaN"));
    case "str":
      return "v" in spelled ? spelled.v : String.fromCharCode(...spelled.utf16);
    case "list":
    case "tuple":
      return spelled.v.map(fromPython);
    case "dict": {
      const entries = spelled.v.map(([key, value]): [unknown, unknown] => [
        fromPython(key),
        fromPython(value),
      ]);
      const isText = entries.every(([key]) => typeof key === "string");
      return isText ? Object.fromEntries(entries) : new Map(entries);
    }
    case "bool":
      return spelled.v;
    default:
      throw new Error(`a value of the kind ${JSON.stringify(spelled)} has no form in JavaScript`);
  }
}
