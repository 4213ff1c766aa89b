import { execFileSync } from "node:child_process";
import { Codec } from "@coffer/backend-redis";
import zstd, { ZstdCompressor } from "@coffer/compressor-zstd";
import { JsonSerializer } from "@coffer/serializer-json";
import { expect, test } from "vitest";
import native from "zstd-napi/binding.js";

const MAX_VALUE_BYTES = 2 ** 20;
const compressor = new ZstdCompressor({ MAX_VALUE_BYTES });
const text = Buffer.from('{"name":"hello hello hello"}'.repeat(50));
const large = Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 10_007).join());

/** A frame without a content size, as stream writers create it. */
function withoutSize(data: Buffer): Buffer {
  const context = new native.CCtx();
  context.setParameter(native.CParameter.contentSizeFlag, 0);
  const frame = Buffer.alloc(native.compressBound(data.length));
  return frame.subarray(0, context.compress2(frame, data));
}

test("it is the default export", () => {
  expect(zstd).toBe(ZstdCompressor);
});

test("15 bytes are not compressed, longer values are", () => {
  const fifteen = Buffer.alloc(15, "x");
  expect(compressor.compress(fifteen)).toBe(fifteen);
  const fifty = Buffer.alloc(50, "x");
  expect((compressor.compress(fifty) as Buffer).length).toBeLessThan(50);
  expect(new ZstdCompressor({ COMPRESSOR_MIN_LENGTH: 50 }).compress(fifty)).toBe(fifty);
});

test("incompressible values are returned unchanged", () => {
  const noise = Buffer.from("7f3a9c015be2d84466aa10ffee923b5d", "hex");
  expect(compressor.compress(noise)).toBe(noise);
});

test("level 3 unless the settings or a subclass say otherwise", () => {
  class Hard extends ZstdCompressor {
    override readonly level = 19;
    override readonly minLength = 2000;
  }
  const value = large.subarray(0, 1000);
  const at = (level: number) => new ZstdCompressor({ COMPRESSOR_LEVEL: level }).compress(value);
  expect(compressor.compress(value)).toEqual(at(3));
  expect(at(19)).not.toEqual(at(3));
  expect(new Hard({ COMPRESSOR_MIN_LENGTH: 0 }).compress(value)).toEqual(at(19));
  expect(new Hard({ COMPRESSOR_MIN_LENGTH: 0, COMPRESSOR_LEVEL: 3 }).compress(value)).toEqual(at(3));
  expect(new Hard().compress(text)).toBe(text);
});

test("every level can be read, in a thread or not", async () => {
  for (let level = -7; level <= 22; level++) {
    const writing = new ZstdCompressor({ COMPRESSOR_LEVEL: level });
    for (const value of [text, large.subarray(0, 40_000)]) {
      expect(value.equals(await compressor.decompress(await writing.compress(value)))).toBe(true);
    }
  }
});

test("frames carry the content size and a checksum", async () => {
  for (const value of [text, large]) {
    const frame = await compressor.compress(value);
    expect(frame.readUInt32LE(0)).toBe(0xfd2fb528);
    expect(native.getFrameContentSize(frame)).toBe(value.length);
    expect((frame[4] as number) & 4).toBe(4);
  }
});

test("bytes of another format are returned as they are", () => {
  for (const hex of ["", "28", "28b52f", "7b7d", "28b52ffe", "38302e35"]) {
    const data = Buffer.from(hex, "hex");
    expect(compressor.decompress(data)).toBe(data);
  }
});

test("values that look compressed are compressed at any length, or they would be inflated when read", async () => {
  const twice = (await compressor.compress(text)) as Buffer;
  for (const data of [Buffer.from("28b52ffd", "hex"), Buffer.from("28b52ffd2000", "hex"), twice]) {
    expect(await compressor.decompress(await compressor.compress(data))).toEqual(data);
  }
});

test("frames without a content size are read, and so are several frames", async () => {
  for (const value of [text, large, Buffer.alloc(900_000), large.subarray(0, 20)]) {
    const frame = withoutSize(value);
    expect(native.getFrameContentSize(frame)).toBe(null);
    expect(value.equals(await compressor.decompress(frame))).toBe(true);
  }
  const skipped = Buffer.from("502a4d1803000000aabbcc", "hex");
  const frames = Buffer.concat([(await compressor.compress(text)) as Buffer, skipped, withoutSize(text)]);
  expect(await compressor.decompress(frames)).toEqual(Buffer.concat([text, text]));
});

test("damaged and truncated frames are errors, here and in a thread", async () => {
  for (const value of [text, large]) {
    const frame = await compressor.compress(value);
    for (const cut of [4, 6, 20, frame.length - 1]) {
      const error = await failure(() => compressor.decompress(frame.subarray(0, cut)));
      expect(error.message).toMatch(/^the zstd frame is damaged or truncated \(.+\)$/);
    }
    const damaged = Buffer.from(frame);
    damaged[frame.length >> 1] = (damaged[frame.length >> 1] as number) ^ 0xff;
    expect((await failure(() => compressor.decompress(damaged))).message).toContain("damaged");
    const followed = Buffer.concat([frame, Buffer.from("and more")]);
    expect((await failure(() => compressor.decompress(followed))).message).toContain("damaged");
  }
});

test("the core converts errors to ERR_DAMAGED and ERR_TOO_LARGE", async () => {
  const codec = new Codec(new JsonSerializer(), compressor);
  const cut = ((await compressor.compress(text)) as Buffer).subarray(0, 30);
  expect(await failure(() => codec.decode(cut))).toMatchObject({
    name: "CompressorError",
    code: "ERR_DAMAGED",
  });
  const writing = new ZstdCompressor();
  for (const bomb of [
    await writing.compress(Buffer.alloc(MAX_VALUE_BYTES + 1)),
    withoutSize(Buffer.alloc(2 ** 21)),
  ]) {
    expect(await failure(() => codec.decode(bomb))).toMatchObject({
      name: "CompressorError",
      code: "ERR_TOO_LARGE",
    });
  }
});

test("a value that inflates to MAX_VALUE_BYTES is read, one byte more is rejected, with and without a content size", async () => {
  for (const limit of [1000, 64 * 1024, 64 * 1024 + 1, 300_000]) {
    const limited = new ZstdCompressor({ MAX_VALUE_BYTES: limit });
    for (const write of [(data: Buffer) => new ZstdCompressor().compress(data), withoutSize]) {
      const full = Buffer.alloc(limit, "ab");
      expect(full.equals(await limited.decompress(await write(full)))).toBe(true);
      const more = await write(Buffer.alloc(limit + 1, "ab"));
      const error = await failure(() => limited.decompress(more));
      expect(error).toMatchObject({ code: "ERR_TOO_LARGE" });
      expect(error.message).toContain(`more than MAX_VALUE_BYTES allows, which is ${limit}`);
    }
  }
});

test("bombs are rejected before they use their memory: with a size, without one, in many frames", async () => {
  const zeros = Buffer.alloc(64 * 2 ** 20);
  const frame = await new ZstdCompressor().compress(Buffer.alloc(1000));
  const bombs = [
    await new ZstdCompressor().compress(zeros),
    withoutSize(zeros),
    Buffer.concat(Array<Buffer>(70_000).fill(frame)),
  ];
  const before = process.memoryUsage().rss;
  for (const bomb of bombs) {
    expect(await failure(() => compressor.decompress(bomb))).toMatchObject({ code: "ERR_TOO_LARGE" });
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(32 * 2 ** 20);
});

test("small values synchronously, large ones in a thread, with high levels earlier", async () => {
  const limits: [level: number, from: number][] = [
    [3, 32 * 1024],
    [6, 8 * 1024],
    [12, 2048],
    [19, 1024],
  ];
  for (const [COMPRESSOR_LEVEL, from] of limits) {
    const each = new ZstdCompressor({ COMPRESSOR_LEVEL });
    expect(each.compress(Buffer.alloc(from - 1, "ab"))).toBeInstanceOf(Buffer);
    expect(each.compress(Buffer.alloc(from, "ab"))).toBeInstanceOf(Promise);
  }
  const values = [64 * 1024, 64 * 1024 + 1].map((length) => Buffer.alloc(length, "ab"));
  for (const write of [(value: Buffer) => new ZstdCompressor().compress(value), withoutSize]) {
    const frames = await Promise.all(values.map((value) => write(value)));
    const read = frames.map((frame) => compressor.decompress(frame));
    expect(read.map((result) => result instanceof Promise)).toEqual([false, true]);
    expect((await Promise.all(read)).every((value, index) => value.equals(values[index] as Buffer))).toBe(
      true,
    );
  }
});

test("a hundred concurrent large values each come back", async () => {
  const values = Array.from({ length: 100 }, (_, index) => Buffer.alloc(100_000, `value ${index} `));
  const frames = await Promise.all(values.map((value) => compressor.compress(value)));
  const read = await Promise.all(frames.map((frame) => compressor.decompress(frame)));
  expect(read.every((value, index) => value.equals(values[index] as Buffer))).toBe(true);
});

test("a thread keeps the process alive only while it works, also in a script from the command line", () => {
  const script = `
    import { ZstdCompressor } from "@coffer/compressor-zstd";
    const compressor = new ZstdCompressor();
    const frame = await compressor.compress(Buffer.alloc(200_000));
    console.log((await compressor.decompress(frame)).length);`;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
    timeout: 90_000,
  });
  expect(output).toBe("200000\n");
});

test("a thread starts whatever options the process has, also those for processes only", () => {
  const script = `
    const { ZstdCompressor } = require("@coffer/compressor-zstd");
    const compressor = new ZstdCompressor();
    compressor.compress(Buffer.alloc(200_000)).then((frame) => console.log(compressor.decompress(frame) !== frame));`;
  const options = ["--max-old-space-size=256", "--expose-gc", "--stack-trace-limit=20"];
  const output = execFileSync(process.execPath, [...options, "--eval", script], {
    encoding: "utf8",
    timeout: 90_000,
  });
  expect(output).toBe("true\n");
});

async function failure(call: () => unknown): Promise<Error> {
  try {
    await call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it should have failed");
}
