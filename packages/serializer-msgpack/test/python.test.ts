import { execFileSync, spawnSync } from "node:child_process";
import { MsgPackSerializer } from "@coffer/serializer-msgpack";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

/** By its full path: that is the Python which Debian's packages, django-redis among them, are for. */
const PYTHON = "/usr/bin/python3";
const has = (module: string): boolean => spawnSync(PYTHON, ["-c", `import ${module}`]).status === 0;
const missing = !has("msgpack");
const withoutDjango = missing || !has("django_redis");
if (missing) console.warn(`skipped: what Python makes of our msgpack, since ${PYTHON} has no msgpack`);

const serializer = new MsgPackSerializer();

/** What Python makes of each of these bytes: `each` is an expression for the bytes `data`, which may use `dumps` and `loads`. */
function python(each: string, list: readonly Buffer[], setup = "from msgpack import dumps, loads"): string[] {
  const script = `import json, sys\n${setup}\nprint(json.dumps([${each} for data in map(bytes.fromhex, json.load(sys.stdin))]))`;
  const input = JSON.stringify(list.map((data) => data.toString("hex")));
  return JSON.parse(
    execFileSync(PYTHON, ["-c", script], { input, encoding: "utf8", maxBuffer: 100 * 1024 * 1024 }),
  );
}

// As deep as the others, with everything that is plain to both.
const text = fc.string({ unit: "grapheme" });
// No keys that look like indices, whose order is JavaScript's own.
const key = text.filter((each) => !/^\d+$/.test(each));
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

describe.skipIf(missing)("Python's msgpack", () => {
  const values = fc.sample(value, 1000);
  const written = values.map((each) => serializer.dumps([each]));

  test("reads plain values, and writes the very same bytes (rows 45, 347)", () => {
    expect(python("dumps(loads(data)).hex()", written)).toEqual(written.map((data) => data.toString("hex")));
  });

  test("writes what we read, keys that are not text included (row 47)", () => {
    const [dict] = python("dumps({1: 'a', None: 2, 'x': 3.5}).hex()", [Buffer.alloc(0)]);
    expect(serializer.loads(Buffer.from(dict as string, "hex"))).toEqual({ 1: "a", null: 2, x: 3.5 });
    const floats = python("dumps([1.0, -0.0, float('inf'), 2**63, -2**63, 1.5]).hex()", [Buffer.alloc(0)]);
    expect(serializer.loads(Buffer.from(floats[0] as string, "hex"))).toEqual([
      1,
      -0,
      Number.POSITIVE_INFINITY,
      2n ** 63n,
      -(2n ** 63n),
      1.5,
    ]);
  });

  test("tells what each plain value is", () => {
    const list = [["a"], [Buffer.from("a")], [1.5], [2 ** 53], [1_700_000_000_123], [true], [{ a: 1 }]];
    expect(
      python(
        "type(loads(data)[0]).__name__",
        list.map((each) => serializer.dumps(each)),
      ),
    ).toEqual(["str", "bytes", "float", "float", "int", "bool", "dict"]);
  });

  test("can take apart what is no plain value", () => {
    const [date, map, set, bigint, array] = [
      new Date(1_709_212_455_123),
      new Map([[1, "a"]]),
      new Set(["b"]),
      [-(2n ** 70n)],
      new Uint16Array([258]),
    ].map((each) => serializer.dumps(each)) as [Buffer, Buffer, Buffer, Buffer, Buffer];
    expect(python("loads(data).to_datetime().isoformat()", [date])).toEqual([
      "2024-02-29T13:14:15.123000+00:00",
    ]);
    const taken = "[loads(data).code, loads(data).data[0], loads(loads(data).data[1:])]";
    expect(python(taken, [map, set])).toEqual([
      [0x6d, 0, [1, "a"]],
      [0x6d, 1, ["b"]],
    ]);
    expect(python("str(int.from_bytes(loads(data)[0].data, 'big', signed=True))", [bigint])).toEqual([
      String(-(2n ** 70n)),
    ]);
    expect(python("list(loads(data).data)", [array])).toEqual([[4, 2, 1]]);
  });

  test("reads as many levels as are written, and we read as many as it writes", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 500; level++) deep = [deep];
    const data = serializer.dumps(deep);
    expect(python("dumps(loads(data)).hex()", [data])).toEqual([data.toString("hex")]);
    const [deepest] = python(
      "dumps(reduce(lambda inner, _: [inner], range(511), 1)).hex()",
      [Buffer.alloc(0)],
      ["from functools import reduce", "from msgpack import dumps"].join("\n"),
    );
    expect(() => serializer.loads(Buffer.from(deepest as string, "hex"))).not.toThrow();
  });
});

describe.skipIf(withoutDjango)("django-redis' MSGPackSerializer", () => {
  const setup = [
    "from django_redis.serializers.msgpack import MSGPackSerializer",
    "serializer = MSGPackSerializer({})",
  ].join("\n");

  test("reads what we write, and we read what it writes then (rows 45, 347)", () => {
    const values = fc.sample(value, 300);
    const written = values.map((each) => serializer.dumps(each));
    const rewritten = python("serializer.dumps(serializer.loads(data)).hex()", written, setup);
    expect(rewritten.map((hex) => serializer.loads(Buffer.from(hex, "hex")))).toEqual(
      written.map((data) => serializer.loads(data)),
    );
  });
});
