import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { V8Serializer } from "@coffer/serializer-v8";
import fc from "fast-check";
import { expect, test } from "vitest";

const serializer = new V8Serializer();

test("anything at all either comes back equal or is refused", () => {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  });
  fc.assert(
    fc.property(anything, (value) => {
      let data: Buffer;
      try {
        data = serializer.dumps(value);
      } catch (error) {
        expect((error as Error).message).toMatch(/^value.* is /);
        return;
      }
      expect(data[0]).toBe(0xff);
      expect(serializer.loads(data)).toEqual(value);
      const member = serializer.dumpsMember(value);
      expect(serializer.loads(member)).toEqual(value);
      expect(serializer.dumpsMember(serializer.loads(member))).toEqual(member);
    }),
    { numRuns: 2000 },
  );
});

// In a process of its own with little memory: what is looked for is its end, which no test would outlive.
test("100,000 hostile byte strings are a value or an error, and the process lives", () => {
  const script = fileURLToPath(new URL("support/fuzz.mjs", import.meta.url));
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ["--max-old-space-size=128", script, "100000", String(Date.now())],
    { encoding: "utf8" },
  );
  expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: "" });
  const { values, errors } = JSON.parse(stdout) as { values: number; errors: number };
  expect(values).toBeGreaterThan(5000);
  expect(errors).toBeGreaterThan(5000);
});
