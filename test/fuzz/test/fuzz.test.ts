import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALL } from "../../fixtures/client-groups.js";
import { Cases } from "../lib/cases.js";
import { BOMBS, HOSTILE } from "../lib/hostile.js";
import { judge } from "../lib/judge.js";
import { makeSubjects } from "../lib/subjects.js";
import { watch } from "../lib/watch.js";

const subjects = makeSubjects();
/** A short run of each property. `npm run fuzz` tries hundreds of thousands. */
const RUNS = ALL ? 100 : 25;
const READABLE = /^(value|ERR_DECODE|ERR_DAMAGED|ERR_TOO_LARGE)$/;

describe.each(subjects)("$name", ({ codec, compressor, serializer }) => {
  const compressed = async (bytes: Buffer): Promise<Buffer> => (await compressor?.compress(bytes)) ?? bytes;

  test("reads any bytes, raw and compressed, as a value or a typed error", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300, size: "max" }), async (random) => {
        const bytes = Buffer.from(random);
        expect(await judge(codec, bytes)).toMatch(READABLE);
        expect(await judge(codec, await compressed(bytes))).toMatch(READABLE);
      }),
      { numRuns: RUNS },
    );
  });

  test("reads its own stored values, truncated anywhere or with a byte changed, as a value or a typed error", async () => {
    // MessagePack rejects a property of that name.
    const value = fc
      .jsonValue({ maxDepth: 3 })
      .filter((each) => !JSON.stringify(each).includes('"__proto__":'));
    await fc.assert(
      fc.asyncProperty(value, fc.nat(), fc.nat(255), async (stored, place, byte) => {
        const bytes = await compressed(Buffer.from(serializer.dumps(stored)));
        const position = place % (bytes.length + 1);
        expect(await judge(codec, bytes)).toBe("value");
        expect(await judge(codec, bytes.subarray(0, position))).toMatch(READABLE);
        const changed = Buffer.from(bytes);
        changed[position % bytes.length] = byte;
        expect(await judge(codec, changed)).toMatch(READABLE);
      }),
      { numRuns: RUNS },
    );
  });

  test("reads hostile bytes as a value or a typed error", async () => {
    for (const bytes of HOSTILE) {
      expect(await judge(codec, bytes)).toMatch(READABLE);
      expect(await judge(codec, await compressed(bytes))).toMatch(READABLE);
    }
  });

  test("rejects data that inflates to more than MAX_VALUE_BYTES", async () => {
    for (const bytes of BOMBS) {
      const expected = compressor === undefined ? READABLE : /^ERR_TOO_LARGE$/;
      expect(await judge(codec, await compressed(bytes))).toMatch(expected);
    }
  });
});

describe("the judge detects", () => {
  const decoding = (decode: (data: Buffer) => unknown) => judge({ decode }, Buffer.from("bytes"));

  test.each<[what: string, decode: (data: Buffer) => unknown, message: RegExp]>([
    ["an error that is not typed", () => JSON.parse("{"), /an error that is not typed/],
    ["a typed error of the wrong class", () => fail("TypeError", "ERR_DECODE"), /an error that is not typed/],
    ["a thrown value that is not an error", () => Promise.reject("oops"), /no error: oops/],
    ["bytes that were changed", (data) => data.fill(0), /the bytes were changed/],
    ["a function", () => [{ a: () => {} }], /a function came out/],
    [
      "a prototype that came out of the data",
      () => Object.create({ polluted: true }),
      /prototype that came out of the data/,
    ],
    [
      "such a prototype deep inside a value",
      () => new Map([["k", [Object.create({})]]]),
      /prototype that came out of the data/,
    ],
  ])("%s", async (_what, decode, message) => {
    await expect(decoding(decode)).rejects.toThrow(message);
  });

  test("a polluted prototype", async () => {
    try {
      const polluting = () => Object.assign(Object.prototype, { polluted: true });
      await expect(decoding(polluting)).rejects.toThrow("Object.prototype was changed");
    } finally {
      delete (Object.prototype as { polluted?: unknown }).polluted;
    }
  });
});

describe("a run", () => {
  test("ends, counts everything, and is the same for the same seed", async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => watch({ seed: 5, runs: 360, patience: 60_000 })),
    );
    expect(first?.failures).toEqual([]);
    const sums = Object.values(first?.counts ?? {}).map((own) =>
      Object.values(own).reduce((sum, n) => sum + n, 0),
    );
    expect(sums).toEqual(Array(subjects.length).fill(360 / subjects.length));
    expect(second).toEqual(first);
  });

  test("reports the numbers of cases that hang, die or are wrong, and continues with the next", async () => {
    const worker = new URL("./support/failing-worker.mjs", import.meta.url);
    const { failures, counts } = await watch({ seed: 1, runs: 10, patience: 10_000, worker });
    const told = failures.map(({ number, reason }) => [number, reason.split("\n")[0]]);
    expect(told).toEqual([
      [2, "wrong"],
      [4, "its process ended with SIGKILL: it did not end within 10000 ms"],
      [6, expect.stringMatching(/^its process ended with SIG(ABRT|SEGV|ILL)/)],
    ]);
    expect(counts).toEqual({ subject: { value: 3 } });
  });

  test("repeats a case from its seed and number", async () => {
    const [one, other] = await Promise.all([Cases.of(3), Cases.of(3)]);
    for (const number of [0, 17, 991]) {
      const [first, second] = await Promise.all([one.at(number), other.at(number)]);
      expect(second.bytes.equals(first.bytes)).toBe(true);
      expect(second.makes).toBe(first.makes);
    }
  });
});

function fail(name: string, code: string): never {
  throw Object.assign(new Error(name), { name, code });
}
