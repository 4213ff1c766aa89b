import { JsonSerializer } from "@coffer/serializer-json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Python } from "../../../test/fixtures/python.js";
import { anyCharacter } from "../../../test/suites/any-character.js";

const python = new Python("json", "Python with our JSON");
const serializer = new JsonSerializer();

/** The output of Python's json module for each of these texts, after it has read it. */
function rewritten(texts: string[]): string[] {
  return python.map(
    "json.dumps(json.loads(data))",
    texts.map((text) => Buffer.from(text)),
  );
}

describe.skipIf(python.isMissing)("Python", () => {
  // No keys that look like indices, whose order is JavaScript's own, and no __proto__, which fast-check generates on
  // purpose.
  const key = fc.string({ unit: anyCharacter }).filter((text) => !/^\d+$/.test(text) && text !== "__proto__");
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "medium" },
      fc.string({ unit: anyCharacter }),
      number,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value")),
      fc.dictionary(key, tie("value")),
    ),
  }));
  const values = [...fc.sample(value, 500), ...fc.sample(number, 2000)];

  test("writes exactly the bytes of dumpsMember", () => {
    const texts = values.map((each) => serializer.dumpsMember(each));
    expect(rewritten(texts)).toEqual(texts);
  });

  test("reads the output of dumps, and we read what it then writes", () => {
    const read = rewritten(values.map((each) => serializer.dumps(each)));
    // Through JSON first, since fast-check also generates objects without a prototype.
    expect(read.map((text) => serializer.loads(Buffer.from(text)))).toEqual(
      values.map((each) => serializer.loads(Buffer.from(serializer.dumps(each)))),
    );
  });

  test("reads as many levels as are written", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 500; level++) deep = [deep];
    expect(rewritten([serializer.dumps(deep)])).toEqual([serializer.dumps(deep)]);
  });
});
