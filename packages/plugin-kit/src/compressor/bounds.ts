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
    const size = 2 ** 23;
    const bomb = await compressor.compress(Buffer.alloc(size));
    const bounded = create({ MAX_VALUE_BYTES: LIMIT });
    const inflating = await processorTime(async () => create({ MAX_VALUE_BYTES: size }).decompress(bomb));
    const times: number[] = [];
    // Whatever else the process does can only add to a time, so one that is short enough is enough.
    while (times.length < 5 && !times.some((refusing) => refusing < inflating / 10)) {
      const refuse = () => rejects(async () => bounded.decompress(bomb), { code: "ERR_TOO_LARGE" });
      times.push(await processorTime(refuse));
    }
    const least = Math.min(...times);
    assert.ok(
      least < inflating / 10,
      `${least.toFixed(1)} ms to reject, ${inflating.toFixed(1)} ms to inflate`,
    );
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

/** In milliseconds. Other processes hardly affect it. */
async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
