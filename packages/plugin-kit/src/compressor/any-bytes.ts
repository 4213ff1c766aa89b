import assert from "node:assert/strict";
import type { CaseBody, Cases } from "../suite/cases.js";
import { random } from "../suite/random.js";
import { randomBytes } from "../suite/random-bytes.js";
import type { CompressorContext } from "./compressor-context.js";
import { compressible } from "./samples.js";

const MAX_VALUE_BYTES = 2 ** 20;
/**
 * Milliseconds. Bytes that announce a long value must not be processed for minutes; a busy machine takes some
 * seconds.
 */
const SOON = 20_000;

/**
 * Pseudo-random bytes, the same in every run: plain ones, ones repeated up to a thousand times, and every other one
 * with the start of a format in front.
 */
function* anyBytes(heads: readonly Buffer[], count: number): Generator<Buffer> {
  const next = random(count);
  for (let seed = 1; seed <= count; seed++) {
    const head = seed % 2 === 0 ? (heads[next(heads.length)] as Buffer) : Buffer.alloc(0);
    const times = seed % 3 === 0 ? 1 + next(1000) : 1;
    yield Buffer.concat([head, ...Array<Buffer>(times).fill(randomBytes(next(200), seed))]);
  }
}

/**
 * The prefixes of the formats that it reads: the first bytes of its own output, cut at several places, and the given
 * ones.
 */
async function headsOf({ compressor, heads }: CompressorContext): Promise<Buffer[]> {
  const own = await compressor.compress(compressible());
  return [...Array.from({ length: 11 }, (_, more) => own.subarray(0, 2 + more)), ...heads];
}

/** Arbitrary bytes must give a value within the limit or an error, in time, and must not be changed. */
async function readOrRefused({ create, damageMessage }: CompressorContext, data: Buffer): Promise<void> {
  const copy = Buffer.from(data);
  const what = data.subarray(0, 64).toString("hex");
  const started = performance.now();
  let value: unknown;
  try {
    value = await create({ MAX_VALUE_BYTES }).decompress(data);
  } catch (error) {
    assert.ok(error instanceof Error, `${what}: it must throw an Error`);
    assert.match(error.message, damageMessage, what);
    value = undefined;
  }
  const took = performance.now() - started;
  assert.ok(value === undefined || Buffer.isBuffer(value), `${what}: decompress must return a Buffer`);
  assert.ok(
    value === undefined || value.length <= MAX_VALUE_BYTES || value.equals(copy),
    `${what}: it is larger than MAX_VALUE_BYTES`,
  );
  assert.ok(data.equals(copy), `${what}: decompress must not change its input`);
  assert.ok(took < SOON, `${what} took ${Math.round(took)} ms`);
}

const readsOrFails: CaseBody<CompressorContext> = async (context) => {
  for (const data of anyBytes(await headsOf(context), 500)) await readOrRefused(context, data);
};

export const anyBytesCases: Cases<CompressorContext> = {
  "any bytes come back, also those that begin like compressed ones": async (context) => {
    const { compressor } = context;
    for (const data of anyBytes(await headsOf(context), 300)) {
      const copy = Buffer.from(data);
      const plain = await compressor.decompress(await compressor.compress(data));
      assert.ok(plain.equals(copy), `${copy.length} bytes, ${copy.subarray(0, 64).toString("hex")}`);
    }
  },

  "random bytes, also with the compressor's own prefix, give bytes or an error in time": readsOrFails,

  "compressed bytes with several changes give bytes or an error in time": async (context) => {
    const next = random(11);
    for (let n = 0; n < 500; n++) {
      const damaged = Buffer.from(await context.compressor.compress(compressible(1 + (n % 100))));
      // Half of the changes are near the beginning, where sizes are stored.
      for (let change = next(4); change >= 0; change--) {
        damaged[next(change % 2 ? damaged.length : Math.min(30, damaged.length))] = next(256);
      }
      await readOrRefused(context, damaged);
    }
  },
};
