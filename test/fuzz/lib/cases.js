import { BOMBS, HOSTILE } from "./hostile.js";
import { mutate } from "./mutate.js";
import { pick, randomBytes, randomOf } from "./random.js";
import { makeSubjects } from "./subjects.js";
import { randomValue } from "./values.js";

/** Real values per subject, to be damaged. */
const CORPUS = 60;

/**
 * Bytes to read with a subject; `makes` describes their origin.
 * @typedef {{ readonly subject: import("./subjects.js").Subject, readonly bytes: Buffer, readonly makes: string }}
 * Case
 */

/** Every case of a seed by its number, always the same. */
export class Cases {
  #seed;
  #subjects;
  /** @type {Map<string, { plain: Buffer[], stored: Buffer[], bombs: Buffer[] }>} */
  #corpora = new Map();

  /** @param {number} seed @param {import("./subjects.js").Subject[]} subjects */
  constructor(seed, subjects) {
    this.#seed = seed;
    this.#subjects = subjects;
  }

  /** @param {number} seed */
  static async of(seed) {
    const cases = new Cases(seed, makeSubjects());
    await cases.#prepare();
    return cases;
  }

  /** @param {number} number @returns {Promise<Case>} */
  async at(number) {
    const subject = /** @type {import("./subjects.js").Subject} */ (
      this.#subjects[number % this.#subjects.length]
    );
    const { plain, stored, bombs } = this.#corpusOf(subject);
    const random = randomOf(this.#seed, number);
    const choice = random(100);
    const made = (/** @type {string} */ makes, /** @type {Buffer} */ bytes) => ({ subject, bytes, makes });
    if (choice < 10) return made("random bytes", randomBytes(random, random(pick(random, [4, 40, 400]))));
    // The first bytes identify a format: random bytes follow them.
    if (choice < 25) {
      const head = pick(random, stored).subarray(0, 1 + random(12));
      return made("a real head, then random bytes", Buffer.concat([head, randomBytes(random, random(200))]));
    }
    if (choice < 70)
      return made("a stored value, damaged", mutate(pick(random, stored), random, pick(random, stored)));
    if (choice < 96) {
      const damaged = mutate(pick(random, plain), random, pick(random, plain));
      return made("a value damaged before it was compressed", await compressed(subject, damaged));
    }
    if (choice < 97) return made("a bomb", pick(random, bombs));
    return made("hostile bytes", await compressed(subject, pick(random, HOSTILE)));
  }

  async #prepare() {
    for (const [index, subject] of this.#subjects.entries()) {
      const random = randomOf(this.#seed, -index);
      const kind = /** @type {string} */ (subject.name.split(" ")[0]);
      const plain = Array.from({ length: CORPUS }, () =>
        Buffer.from(subject.serializer.dumps(randomValue(random, kind))),
      );
      const stored = await Promise.all(plain.map((bytes) => compressed(subject, bytes)));
      const bombs = await Promise.all(BOMBS.map((bytes) => compressed(subject, bytes)));
      this.#corpora.set(subject.name, { plain, stored, bombs });
    }
  }

  /** @param {import("./subjects.js").Subject} subject */
  #corpusOf(subject) {
    const corpus = this.#corpora.get(subject.name);
    if (corpus === undefined) throw new Error(`${subject.name} has not been prepared`);
    return corpus;
  }
}

/** @param {import("./subjects.js").Subject} subject @param {Buffer} bytes @returns {Promise<Buffer>} */
async function compressed({ compressor }, bytes) {
  return compressor === undefined ? bytes : compressor.compress(bytes);
}
