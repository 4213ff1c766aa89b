import { pick, randomBytes } from "./random.js";

const NAMES = ["a", "key", "constructor", "toString", "", "länge", "0", "then"];
/** The MessagePack serializer rejects this name, since it would be read back as another one. */
const PROTO = "__proto__";

/** Values for any serializer, and additional ones for the others. */
const COMMON = [
  null,
  true,
  false,
  "",
  "text",
  "ünï\u{1f600}cødé",
  1.5,
  -0.25,
  1e300,
  5e-324,
  0,
  -1,
  2 ** 53 - 1,
];

/**
 * A value that the serializer of this name can store, of bounded size.
 * @param {import("./random.js").Random} random
 * @param {string} kind
 * @param {number} [depth]
 * @returns {unknown}
 */
export function randomValue(random, kind, depth = 0) {
  const choice = random(depth > 3 ? 4 : 9);
  if (choice < 2) return pick(random, COMMON);
  if (choice === 2) return "x".repeat(random(pick(random, [3, 40, 300, 5000])));
  if (choice === 3) return kind === "json" ? random(2 ** 31) / 7 : special(random);
  const length = random(5);
  if (choice < 6) return Array.from({ length }, () => randomValue(random, kind, depth + 1));
  /** @type {Record<string, unknown>} */
  const object = {};
  for (let n = 0; n < length; n += 1) {
    // Defined, since an assignment to __proto__ sets the prototype.
    const value = randomValue(random, kind, depth + 1);
    Object.defineProperty(object, pick(random, kind === "msgpack" ? NAMES : [...NAMES, PROTO]), {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return object;
}

/** @param {import("./random.js").Random} random */
function special(random) {
  return pick(random, [
    () => new Date(random(2 ** 31) * 1000),
    () =>
      new Map([
        ["k", random(100)],
        [String(random(9)), null],
      ]),
    () => new Set([random(100), "m"]),
    () => BigInt(random(2 ** 31)) ** BigInt(1 + random(4)),
    () => randomBytes(random, random(60)),
  ])();
}
