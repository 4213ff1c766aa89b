import fc from "fast-check";
import { expect, it } from "vitest";
import { anyCharacter } from "../../../test/suites/any-character.js";
import { BatchText } from "../src/lane/batch-text.js";

const bytes = fc.oneof(
  fc.string().map((text) => Buffer.from(text)),
  fc.string({ unit: anyCharacter }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 20 }).map((array) => Buffer.from(array)),
);
const reply = fc.oneof({ weight: 5, arbitrary: bytes }, fc.constant(null), fc.constant("OK"), fc.integer());

/** Replies as a driver slices them out of received data, and some that it had to join. */
function received(chunks: readonly (readonly (Buffer | null | string | number)[])[]) {
  return chunks.flatMap((chunk) => {
    const memory = Buffer.concat([
      Buffer.from("*"),
      ...chunk.flatMap((each) => (Buffer.isBuffer(each) ? [each, Buffer.from("\r\n$3\r\n")] : [])),
    ]);
    let at = 1;
    return chunk.map((each) => {
      if (!Buffer.isBuffer(each)) return each;
      at += each.length + 6;
      return memory.subarray(at - 6 - each.length, at - 6);
    });
  });
}

/** In separate memory, not in Node's pool. */
function alone(text: string): Buffer {
  return Buffer.concat([Buffer.alloc(Buffer.poolSize), Buffer.from(text)]).subarray(Buffer.poolSize);
}

it("returns the text of each reply, or none, in any order of calls", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(reply, { maxLength: 8 }), { maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
      (chunks, order) => {
        const answers = received(chunks);
        const texts = new BatchText(answers);
        const buffers = answers.filter((answer) => Buffer.isBuffer(answer));
        for (const data of buffers.toSorted(() => ((order.next().value as number) % 3) - 1)) {
          const text = texts.of(data);
          if (text !== undefined) expect(Buffer.from(text)).toEqual(Buffer.from(data));
        }
      },
    ),
  );
});

it("has them if all of a piece of memory is ASCII", () => {
  const [ascii, other] = [alone("one two three"), alone("vier fünf")];
  const texts = new BatchText([
    ascii.subarray(0, 3),
    null,
    ascii.subarray(4, 7),
    other.subarray(0, 4),
    other.subarray(5),
  ]);
  expect(texts.of(ascii.subarray(4, 7))).toBe("two");
  expect(texts.of(ascii.subarray(0, 3))).toBe("one");
  expect(texts.of(ascii.subarray(1, 3))).toBe("ne");
  expect(texts.of(other.subarray(0, 4))).toBe(undefined);
});

it("has none for bytes that were not among the replies", () => {
  const memory = alone("one two three");
  const texts = new BatchText([memory.subarray(4, 7), alone("more")]);
  expect(texts.of(memory.subarray(0, 3))).toBe(undefined);
  expect(texts.of(memory.subarray(8))).toBe(undefined);
  expect(texts.of(memory.subarray(6, 9))).toBe(undefined);
  expect(texts.of(alone("elsewhere"))).toBe(undefined);
  expect(new BatchText([]).of(memory)).toBe(undefined);
});
