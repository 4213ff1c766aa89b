import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { Threads } from "@coffer/compressor-kit/workers";
import { afterAll, beforeAll, expect, test } from "vitest";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));

/** An engine that "compresses" by prepending a letter, and ends its thread when it inflates empty bytes. */
const SCRIPT = `
  import { tooLargeError } from "@coffer/compressor-kit";
  import { serveEngines } from "@coffer/compressor-kit/workers";
  serveEngines(({ letter }) => ({
    compress: (data) => Buffer.concat([Buffer.from(letter), data]),
    inflate(data, limit) {
      if (data.length === 0) process.exit(1);
      if (data.length - 1 > limit) throw tooLargeError("the value would inflate to", limit);
      if (String.fromCharCode(data[0]) !== letter) throw new TypeError("of another letter");
      return Buffer.from(data).subarray(1);
    },
  }));`;

let folder: string;
let opened = 0;
let threads: Threads<{ readonly letter: string }>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "coffer-threads-"));
  symlinkSync(join(PACKAGE, "../../node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "thread.mjs"), SCRIPT);
  threads = new Threads((options) => {
    opened++;
    return new Worker(join(folder, "thread.mjs"), options);
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("engines work concurrently, each with its options, and the caller keeps its bytes", async () => {
  const engines = ["a", "b"].map((letter) => threads.engine({ letter }));
  const data = Buffer.from("text");
  const packed = await Promise.all(engines.map((engine) => engine.compress(data)));
  expect(packed.map(String)).toEqual(["atext", "btext"]);
  expect(data.toString()).toBe("text");
  const read = await Promise.all(engines.map((engine, index) => engine.inflate(packed[index] as Buffer, 4)));
  expect(read.map(String)).toEqual(["text", "text"]);
});

test("there are at most four threads, and each answers many calls", async () => {
  const engine = threads.engine({ letter: "c" });
  const texts = Array.from({ length: 100 }, (_, index) => `text ${index}`);
  const packed = await Promise.all(texts.map((text) => engine.compress(Buffer.from(text))));
  expect(packed.map(String)).toEqual(texts.map((text) => `c${text}`));
  expect(opened).toBeLessThanOrEqual(4);
});

test("an error comes back with its message and its code", async () => {
  const engine = threads.engine({ letter: "d" });
  await expect(engine.inflate(Buffer.from("dtext"), 3)).rejects.toMatchObject({
    name: "RangeError",
    code: "ERR_TOO_LARGE",
    message: "the value would inflate to more than MAX_VALUE_BYTES allows, which is 3",
  });
  await expect(engine.inflate(Buffer.from("etext"), 4)).rejects.toThrow("of another letter");
});

test("the calls of a thread that ends fail, and the next call starts another", async () => {
  const engine = threads.engine({ letter: "f" });
  const calls = [Buffer.alloc(0), Buffer.alloc(0)].map((data) => engine.inflate(data, 4));
  for (const result of await Promise.allSettled(calls))
    expect(result).toMatchObject({ reason: { message: "the thread for compression has ended" } });
  const before = opened;
  await Promise.all(Array.from({ length: 8 }, () => engine.inflate(Buffer.alloc(0), 4).catch(() => {})));
  expect(String(await engine.compress(Buffer.from("text")))).toBe("ftext");
  expect(opened).toBeGreaterThan(before);
});
