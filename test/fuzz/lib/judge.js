import { types } from "node:util";

const TYPED = new Map([
  ["ERR_DECODE", "SerializerError"],
  ["ERR_DAMAGED", "CompressorError"],
  ["ERR_TOO_LARGE", "CompressorError"],
]);

/** Prototypes that no read may change. */
const WATCHED = [
  Object,
  Array,
  Function,
  String,
  Number,
  Map,
  Set,
  Date,
  Error,
  Buffer,
  Uint8Array,
  Promise,
].map(({ prototype }) => prototype);
const BEFORE = WATCHED.map(describe);

/** @param {object} prototype */
function describe(prototype) {
  return `${Reflect.ownKeys(prototype).map(String).join()} < ${Object.getPrototypeOf(prototype) === Object.prototype}`;
}

/**
 * Reads the bytes and returns the outcome: `"value"`, or the code of a typed error.
 * @param {{ decode(data: Buffer): unknown }} codec
 * @param {Buffer} bytes
 * @returns {Promise<string>}
 * @throws Error for anything else, with the problem.
 */
export async function judge(codec, bytes) {
  const copy = Buffer.from(bytes);
  /** @type {unknown} */
  let value;
  let what = "value";
  try {
    value = await codec.decode(bytes);
  } catch (error) {
    what = typedCode(error);
  }
  if (!copy.equals(bytes)) throw new Error("the bytes were changed while they were read");
  for (const [index, prototype] of WATCHED.entries()) {
    if (describe(prototype) !== BEFORE[index])
      throw new Error(`${prototype.constructor.name}.prototype was changed`);
  }
  if (what === "value") checkPrototypes(value);
  return what;
}

/** @param {unknown} error */
function typedCode(error) {
  if (!(error instanceof Error)) throw new Error(`what was thrown is no error: ${String(error)}`);
  const code = String(/** @type {NodeJS.ErrnoException} */ (error).code);
  if (TYPED.get(code) === error.name) return code;
  throw new Error(`an error that is not typed: ${error.stack}`, { cause: error });
}

/**
 * Checks that no object has a prototype from the data. Without recursion: deep values must be checked, too.
 * @param {unknown} value
 */
function checkPrototypes(value) {
  const waiting = [value];
  const seen = new Set();
  while (waiting.length > 0) {
    const each = waiting.pop();
    if (typeof each === "function") throw new Error("a function came out of the data");
    if (typeof each !== "object" || each === null || seen.has(each)) continue;
    seen.add(each);
    const prototype = Object.getPrototypeOf(each);
    if (prototype !== null && !Object.hasOwn(prototype, "constructor")) {
      throw new Error("an object has a prototype that came out of the data");
    }
    if (ArrayBuffer.isView(each) || types.isAnyArrayBuffer(each)) continue;
    if (each instanceof Map) waiting.push(...each.keys(), ...each.values());
    else if (each instanceof Set) waiting.push(...each);
    else for (const name of Object.getOwnPropertyNames(each)) waiting.push(Reflect.get(each, name));
  }
}
