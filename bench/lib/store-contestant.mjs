import { closedLoop } from "./closed-loop.mjs";
import { KEYS, MANY, OBJECTS_BY_SIZE, SECONDS, Walk } from "./objects.mjs";

/** @typedef {import("../contract.d.ts").Store} Store */
/** @typedef {import("../contract.d.ts").Cell} Cell */

/** @param {boolean} holds */
function check(holds) {
  if (!holds) throw new Error("an answer is not what was stored");
}

/** @type {(value: unknown) => boolean} */
const isMissing = (value) => value === undefined || value === null;
/** @type {(value: unknown) => void} */
const found = (value) => check(!isMissing(value));
/** @type {(value: unknown) => void} */
const missing = (value) => check(isMissing(value));
/** @type {(values: unknown) => void} */
const all = (values) => {
  const { size, length } = /** @type {import("../contract.d.ts").Container} */ (values);
  check((size ?? length) === MANY);
};
const done = () => {};

/**
 * One call of each operation, and a cheap check of its answer that is the same for all candidates.
 *
 * @type {Record<import("../contract.d.ts").Operation, { call: (store: Store, walk: Walk) => Promise<unknown>,
 * checked: (answer: unknown) => void }>}
 */
const operations = {
  get: { call: (store, walk) => store.get(walk.key()), checked: found },
  miss: { call: (store, walk) => store.get(`absent:${walk.key()}`), checked: missing },
  set: { call: (store, walk) => store.set(walk.key(), walk.value(), SECONDS), checked: done },
  getMany: { call: (store, walk) => store.getMany(walk.manyKeys()), checked: all },
  setMany: { call: (store, walk) => store.setMany(walk.manyEntries(), SECONDS), checked: done },
  getOrSet: {
    call: (store, walk) =>
      store.getOrSet(walk.key(), () => Promise.reject(new Error("a stored value is missing")), SECONDS),
    checked: found,
  },
};

/**
 * A store of this process as a contestant.
 *
 * @param {{ name: string, kind: import("../contract.d.ts").Kind }} candidate
 * @param {Store} store
 * @returns {import("../contract.d.ts").Contestant<Cell>}
 */
export function storeContestant({ name, kind }, store) {
  /** @type {Map<string, Walk>} */
  const walks = new Map();
  return {
    name,
    kind,
    can: () => true,
    window: ({ operation, size, callers }, milliseconds) => {
      const walk = walks.get(size) ?? new Walk(size);
      walks.set(size, walk);
      const { call, checked } = operations[operation];
      return closedLoop(() => call(store, walk), checked, callers, milliseconds);
    },
  };
}

/**
 * Writes all values of a size with the store itself, since each has its own format, and checks that they come back.
 *
 * @param {Store} store
 * @param {import("../contract.d.ts").Size} size
 */
export async function fill(store, size) {
  const walk = new Walk(size);
  for (let written = 0; written < KEYS[size]; written += MANY)
    await store.setMany(walk.manyEntries(), SECONDS);
  const [expected] = OBJECTS_BY_SIZE[size];
  const found = await store.get(/** @type {string} */ (walk.keys[0]));
  check(JSON.stringify(found) === JSON.stringify(expected));
}
