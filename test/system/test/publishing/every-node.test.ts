import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PACKAGES } from "../support/packages.js";
import { NODES } from "./nodes.js";

const run = promisify(execFile);
const program = fileURLToPath(new URL("every-node.mjs", import.meta.url));
const present = {
  name: `Node ${process.versions.node}, which runs the tests,`,
  executable: process.execPath,
};

describe("the packages as they are built", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  for (const { name, executable } of [present, ...NODES]) {
    test.skipIf(executable === undefined)(
      `load by import and by require() on ${name} and compress with its native parts`,
      async () => {
        // The command line is a program, and what makes packages too: they have no module to import.
        const names = [...PACKAGES.values()].filter(({ manifest }) => manifest.exports?.["."] !== undefined);
        const { stdout } = await run(
          executable as string,
          [program, ...names.map(({ manifest }) => manifest.name)],
          {
            env: { ...process.env, NODE_OPTIONS: "", REDIS_URL: server.url(0) },
          },
        );
        expect(stdout).toBe("fine\n");
      },
    );
  }
});
