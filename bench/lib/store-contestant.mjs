import { closedLoop } from "./closed-loop.mjs";
import { KEYS, MANY, OBJECTS_BY_SIZE, SECONDS, Walk } from "./objects.mjs";

/** @typedef {import("../contract.d.ts").Store} Store */
/** @typedef {import("../contract.d.ts").Cell} Cell */

/** @param {unknown} value */
const isMissing = (value) => value === undefined || value === null;

/** @param {boolean} holds */
function check(holds) {
  if (!holds) throw new Error("an answer is not what was stored");
}

/**
 * One call of each operation. The check that comes with it is the same for all candidates, and cheap.
 *
 * @type {Record<import("../contract.d.ts").Operation, (store: Store, walk: Walk) => () => Promise<unknown>>}
 */
const calls = {
  get: (store, walk) => () => store.get(walk.key()).then((value) => check(!isMissing(value))),
  miss: (store, walk) => () => store.get(`absent:${walk.key()}`).then((value) => check(isMissing(value))),
  set: (store, walk) => () => store.set(walk.key(), walk.value(), SECONDS),
  getMany: (store, walk) => () =>
    store.getMany(walk.manyKeys()).then(({ size, length }) => check((size ?? length) === MANY)),
  setMany: (store, walk) => () => store.setMany(walk.manyEntries(), SECONDS),
  getOrSet: (store, walk) => () =>
    store
      .getOrSet(walk.key(), () => Promise.reject(new Error("a stored value is missing")), SECONDS)
      .then((value) => check(!isMissing(value))),
};

/**
 * A store of this process that takes part.
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
      return closedLoop(calls[operation](store, walk), callers, milliseconds);
    },
  };
}

/**
 * Writes all values of a size by the store itself, since each has a form of its own, and sees that they come back.
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
