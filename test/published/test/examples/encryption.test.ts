import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("examples/encryption runs", async () => {
  const cwd = fileURLToPath(new URL("../../../../examples/encryption/", import.meta.url));
  const { REDIS_URL: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, ["main.mjs"], { cwd, env });
  expect(stdout).toMatch(
    /"encrypted:1:patient:7" cannot be decrypted: it was changed, or encrypted for another/,
  );
  expect(stdout).toMatch(/both are read \[[^\]]*'Ada'[\s\S]*'Grace'/);
  expect(stdout).toMatch(/cannot be decrypted: it needs the key "january", which is not among CIPHER_KEYS/);
});
