import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import { expect, test } from "vitest";

const serializer = new MsgPackSerializer();

test("strings in Maps and Sets are read correctly, whatever is before and after them", () => {
  for (let seed = 1; seed < 400; seed++) {
    let state = seed;
    const next = (limit: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % limit;
    };
    const text = () =>
      Array.from({ length: next(12) }, () => String.fromCharCode(32 + next(next(3) === 0 ? 220 : 90))).join(
        "",
      );
    const value = {
      [text()]: text(),
      map: new Map(Array.from({ length: next(6) }, () => [text(), text()])),
      [text()]: [text(), new Set([text(), text()]), text()],
      nested: new Map([[text(), new Map([[text(), { [text()]: text() }]])]]),
      last: text(),
    };
    expect(serializer.loads(serializer.dumps(value))).toEqual(value);
  }
});
