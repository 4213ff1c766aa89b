import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, test } from "vitest";
import { REPOSITORY } from "../../../fixtures/packages.js";
import { PROGRAMS } from "./programs.js";
import { runProgram } from "./run-program.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

// publishing.test.ts tests that they run with the published packages, and with only what the README installs.
test.each(PROGRAMS)("$file of the README of packages/$folder runs as it stands", async (program) => {
  // In the folder of the package, so that it finds the versions with which the package is tested.
  const folder = await mkdtemp(join(REPOSITORY, "packages", program.folder, ".readme-"));
  try {
    await runProgram(program, folder, server);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
