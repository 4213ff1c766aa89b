import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { V8Serializer } from "@coffer/serializer-v8";
import { expect, test } from "vitest";
import { serializerProperties } from "../../../test/suites/serializer-properties.js";

serializerProperties({
  serializer: new V8Serializer(),
  refusal: /^value.* is /,
  written: (data) => expect(data[0]).toBe(0xff),
});

// In a child process with little memory: a failure would kill the process.
test("100,000 hostile byte strings give a value or an error, and the process survives", () => {
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
