/** How many keys there are of each size: more than callers, so that equal keys seldom meet in one batch. */
export const KEYS = { small: 16_384, large: 4_096 };

/** How many different objects the keys share. */
const OBJECTS = 256;

/** How many keys `getMany` and `setMany` have. */
export const MANY = 100;

/** Nothing may expire during a run: misses are several times as fast as hits and would falsify the result. */
export const SECONDS = 24 * 60 * 60;

/** @param {number} index */
const small = (index) => ({
  id: 100_000 + index,
  name: "Ada Lovelace",
  email: `ada.${index}@example.com`,
  active: index % 2 === 0,
  role: "a",
  score: index + 0.5,
});

/** @param {number} index */
const large = (index) => ({
  ...small(index),
  bio: "She wrote the first program for a machine that was never built — and saw further than its maker. ".repeat(
    4,
  ),
  roles: ["admin", "editor", "author"],
  address: { street: `${index} Analytical Row`, city: "London", zip: "W1J 7NT", lat: 51.5074, lon: -0.1278 },
  orders: Array.from({ length: 18 }, (_, order) => ({
    id: index * 100 + order,
    item: `difference engine, part ${order}`,
    price: order * 9.99,
    shipped: order % 3 > 0,
  })),
});

/** Objects of about 100 and 2,000 bytes of JSON. */
export const OBJECTS_BY_SIZE = {
  small: Array.from({ length: OBJECTS }, (_, index) => small(index)),
  large: Array.from({ length: OBJECTS }, (_, index) => large(index)),
};

const KEYS_BY_SIZE = {
  small: Array.from({ length: KEYS.small }, (_, index) => `small:user:${index}`),
  large: Array.from({ length: KEYS.large }, (_, index) => `large:user:${index}`),
};

/** Iterates over all keys of a size repeatedly, so that each is requested equally often. */
export class Walk {
  /** @param {import("../contract.d.ts").Size} size */
  constructor(size) {
    this.keys = KEYS_BY_SIZE[size];
    this.objects = OBJECTS_BY_SIZE[size];
    this.at = 0;
  }

  /** @returns {string} */
  key() {
    this.at = this.at + 1 === this.keys.length ? 0 : this.at + 1;
    return /** @type {string} */ (this.keys[this.at]);
  }

  /** @returns {object} that belongs to the last key. */
  value() {
    return /** @type {object} */ (this.objects[this.at % OBJECTS]);
  }

  /** @returns {string[]} */
  manyKeys() {
    return Array.from({ length: MANY }, () => this.key());
  }

  /** @returns {[string, unknown][]} */
  manyEntries() {
    return Array.from({ length: MANY }, () => [this.key(), this.value()]);
  }
}
