import assert from "node:assert/strict";
import type { Cases } from "../suite/cases.js";
import { rejects } from "../suite/rejects.js";
import type { CompressorContext } from "./compressor-context.js";

const LIMIT = 100_000;

export const bounds: Cases<CompressorContext> = {
  "a value that would inflate to more than MAX_VALUE_BYTES is an error with the code ERR_TOO_LARGE": async ({
    compressor,
    create,
  }) => {
    const bounded = create({ MAX_VALUE_BYTES: LIMIT });
    for (const length of [LIMIT + 1, 20 * LIMIT, 100 * LIMIT]) {
      const bomb = await compressor.compress(Buffer.alloc(length, "ab"));
      await rejects(async () => bounded.decompress(bomb), { code: "ERR_TOO_LARGE" }, `${length} bytes`);
    }
  },

  "a value that is too large is rejected before it is inflated": async ({ compressor, create }) => {
    const size = 2 ** 25;
    const bomb = await compressor.compress(Buffer.alloc(size));
    const bounded = create({ MAX_VALUE_BYTES: LIMIT });
    const refusing = await least(5, () =>
      rejects(async () => bounded.decompress(bomb), { code: "ERR_TOO_LARGE" }),
    );
    const inflating = await least(3, async () => create({ MAX_VALUE_BYTES: size }).decompress(bomb));
    const times = `${refusing.toFixed(1)} ms to reject, ${inflating.toFixed(1)} ms to inflate`;
    assert.ok(refusing < inflating / 10, times);
  },

  "a value that inflates to exactly MAX_VALUE_BYTES is read": async ({ compressor, create }) => {
    const bounded = create({ MAX_VALUE_BYTES: LIMIT });
    const data = Buffer.alloc(LIMIT, "ab");
    assert.ok((await bounded.decompress(await compressor.compress(data))).equals(data));
  },

  "bytes of another format are not subject to MAX_VALUE_BYTES": async ({ create }) => {
    const data = Buffer.from(JSON.stringify("x".repeat(200)));
    assert.ok((await create({ MAX_VALUE_BYTES: 50 }).decompress(data)).equals(data));
  },
};

/** The least processor time of some runs, in milliseconds: other processes hardly affect it. */
async function least(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < runs; n++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return Math.min(...times);
}
