import { types } from "node:util";
import {
  className,
  describe,
  isDirect,
  Refused,
  type Rules,
  refuseProperties,
  type Visit,
} from "@coffer/serializer-kit";

/** The rules of V8's format, which keeps what `structuredClone` keeps. */
export const V8_RULES: Rules = {
  keepsCycles: true,
  keepsArrayProperties: true,

  special(value: unknown, visit: Visit): unknown {
    if (typeof value === "function" || typeof value === "symbol") throw new Refused(describe(value, "V8"));
    if (typeof value === "object" && value !== null) look(value, visit);
    return value;
  },
};

/** @throws Refused for values that V8 would change, or reject with a message without their path. */
function look(value: object, visit: Visit): void {
  if (types.isMap(value) && isDirect(value, 2)) {
    let place = 0;
    for (const [key, item] of value) {
      visit(key, ~place);
      visit(item, place++);
    }
  } else if (types.isSet(value) && isDirect(value, 2)) {
    let place = 0;
    for (const item of value) visit(item, place++);
  } else if (isKeptError(value)) return void visit(value.cause, "cause");
  else if (!isKeptWhole(value)) throw new Refused(describeObject(value));
  // For typed arrays and String objects this would enumerate all items.
  if (!types.isTypedArray(value) && !types.isStringObject(value)) refuseProperties(value);
}

const ERROR_NAMES = [
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
];
const ERROR_PROPERTIES = ["stack", "message", "cause"];

/** Whether `value` is an error without properties that V8 leaves out, such as a `code`. */
function isKeptError(value: object): value is Error {
  if (!types.isNativeError(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return (
    ERROR_NAMES.includes(value.name) &&
    // Error's own prototype is directly below Object's, those of the others below Error's.
    Object.hasOwn(prototype, "name") &&
    isDirect(value, value.name === "Error" ? 2 : 3) &&
    Object.getOwnPropertyNames(value).every((name) => ERROR_PROPERTIES.includes(name))
  );
}

/** Whether `value` is of a kind that contains no other values, and not an instance of a subclass. */
function isKeptWhole(value: object): boolean {
  if (Buffer.isBuffer(value)) return isDirect(value, 4);
  if (types.isTypedArray(value)) return isDirect(value, 3);
  if (types.isArrayBuffer(value))
    return isDirect(value, 2) && (value as { resizable?: boolean }).resizable !== true;
  const isKept =
    (types.isDate(value) && !Number.isNaN(value.getTime())) ||
    types.isRegExp(value) ||
    types.isDataView(value) ||
    (types.isBoxedPrimitive(value) && !types.isSymbolObject(value));
  return isKept && isDirect(value, 2);
}

function describeObject(value: object): string {
  if (types.isNativeError(value))
    return `is an error (${className(value)}) with more properties than message, stack and cause: store a plain object`;
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value))
    return `is binary data of the class ${className(value)}, of a kind that V8 does not keep: store a Buffer of it`;
  return describe(value, "V8");
}
