import { parseArgs } from "node:util";

const HELP = `npm run bench [-- options]

  --quick              fewer rounds, cells and keys: under two minutes
  --only get,web       parts (operations, loading, near, variants, web, cold, size, keys) or operations (get, miss, set, getMany, ...)
  --callers 1,128      how many callers at once
  --size small         small (100 B) or large (2 KB)
  --candidates a,b     files of bench/candidates, such as coffer,ioredis,keyv; django for django-redis
  --rounds 30          how often each candidate has its turn
  --window 50          milliseconds of a turn
  --keys 1000000       keys for deletePattern, clear and iterKeys
  --write              write RESULTS.md and results.svg also when only a part was measured
`;

/** @param {string | undefined} text */
const list = (text) => (text === undefined ? [] : text.split(","));

/** @param {string | undefined} text @param {number} fallback */
function count(text, fallback) {
  const number = text === undefined ? fallback : Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`${text} is not a whole number from 1`);
  return number;
}

/**
 * @param {string[]} args
 * @returns {import("../contract.d.ts").Options}
 */
export function readOptions(args) {
  const text = /** @type {const} */ ({ type: "string" });
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values } = parseArgs({
    args,
    options: {
      quick: flag,
      only: text,
      callers: text,
      size: text,
      candidates: text,
      rounds: text,
      window: text,
      keys: text,
      write: flag,
      help: flag,
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit();
  }
  const { quick } = values;
  const isWhole = !quick && ![values.only, values.callers, values.size, values.candidates].some(Boolean);
  return {
    quick,
    only: list(values.only),
    callers: list(values.callers).map((text) => count(text, 1)),
    sizes: /** @type {import("../contract.d.ts").Size[]} */ (list(values.size)),
    candidates: list(values.candidates),
    rounds: count(values.rounds, quick ? 5 : 30),
    milliseconds: count(values.window, quick ? 40 : 50),
    keys: count(values.keys, quick ? 100_000 : 1_000_000),
    // A partial result must not replace a complete one.
    write: values.write || isWhole,
  };
}
