import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Python } from "../../../test/fixtures/python.js";

const python = new Python("msgpack", "Python with our msgpack");
const django = new Python("django_redis.serializers.msgpack", "django-redis with our msgpack");
const serializer = new MsgPackSerializer();

// As deep as the others, with all types that are plain in both.
const text = fc.string({ unit: "grapheme" });
// No keys that look like indices, whose order is JavaScript's own, nor a rejected one.
const key = text.filter((each) => !/^\d+$/.test(each) && each !== "__proto__");
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "medium" },
    text,
    fc.double(),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array().map((array) => Buffer.from(array)),
    fc.array(tie("value")),
    fc.dictionary(key, tie("value")),
  ),
}));

describe.skipIf(python.isMissing)("Python's msgpack", () => {
  const values = fc.sample(value, 1000);
  const written = values.map((each) => serializer.dumps([each]));

  test("reads plain values, and writes exactly the same bytes", () => {
    expect(python.map("msgpack.dumps(msgpack.loads(data)).hex()", written)).toEqual(
      written.map((data) => data.toString("hex")),
    );
  });

  test("writes what we can read, including keys that are not strings", () => {
    const [dict] = python.map("msgpack.dumps({1: 'a', None: 2, 'x': 3.5}).hex()", [Buffer.alloc(0)]);
    expect(serializer.loads(Buffer.from(dict as string, "hex"))).toEqual({ 1: "a", null: 2, x: 3.5 });
    const floats = python.map("msgpack.dumps([1.0, -0.0, float('inf'), 2**63, -2**63, 1.5]).hex()", [
      Buffer.alloc(0),
    ]);
    expect(serializer.loads(Buffer.from(floats[0] as string, "hex"))).toEqual([
      1,
      -0,
      Number.POSITIVE_INFINITY,
      2n ** 63n,
      -(2n ** 63n),
      1.5,
    ]);
  });

  test("identifies the type of each plain value", () => {
    const list = [["a"], [Buffer.from("a")], [1.5], [2 ** 53], [1_700_000_000_123], [true], [{ a: 1 }]];
    expect(
      python.map(
        "type(msgpack.loads(data)[0]).__name__",
        list.map((each) => serializer.dumps(each)),
      ),
    ).toEqual(["str", "bytes", "float", "float", "int", "bool", "dict"]);
  });

  test("can take apart an extension", () => {
    const [date, map, set, bigint, array] = [
      new Date(1_709_212_455_123),
      new Map([[1, "a"]]),
      new Set(["b"]),
      [-(2n ** 70n)],
      new Uint16Array([258]),
    ].map((each) => serializer.dumps(each)) as [Buffer, Buffer, Buffer, Buffer, Buffer];
    expect(python.map("msgpack.loads(data).to_datetime().isoformat()", [date])).toEqual([
      "2024-02-29T13:14:15.123000+00:00",
    ]);
    const taken =
      "[msgpack.loads(data).code, msgpack.loads(data).data[0], msgpack.loads(msgpack.loads(data).data[1:])]";
    expect(python.map<unknown[]>(taken, [map, set])).toEqual([
      [0x6d, 0, [1, "a"]],
      [0x6d, 1, ["b"]],
    ]);
    expect(
      python.map("str(int.from_bytes(msgpack.loads(data)[0].data, 'big', signed=True))", [bigint]),
    ).toEqual([String(-(2n ** 70n))]);
    expect(python.map<number[]>("list(msgpack.loads(data).data)", [array])).toEqual([[4, 2, 1]]);
  });

  test("reads as many levels as are written, and we read as many as it writes", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 500; level++) deep = [deep];
    const data = serializer.dumps(deep);
    expect(python.map("msgpack.dumps(msgpack.loads(data)).hex()", [data])).toEqual([data.toString("hex")]);
    const [deepest] = python.map(
      "msgpack.dumps(reduce(lambda inner, _: [inner], range(511), 1)).hex()",
      [Buffer.alloc(0)],
      "from functools import reduce",
    );
    expect(() => serializer.loads(Buffer.from(deepest as string, "hex"))).not.toThrow();
  });
});

describe.skipIf(django.isMissing)("django-redis' MSGPackSerializer", () => {
  const setup = "serializer = django_redis.serializers.msgpack.MSGPackSerializer({})";

  test("reads our output, and we read what it then writes", () => {
    const values = fc.sample(value, 300);
    const written = values.map((each) => serializer.dumps(each));
    const rewritten = django.map("serializer.dumps(serializer.loads(data)).hex()", written, setup);
    expect(rewritten.map((hex) => serializer.loads(Buffer.from(hex, "hex")))).toEqual(
      written.map((data) => serializer.loads(data)),
    );
  });
});
