import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { Test } from "@nestjs/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readmeBlocks } from "../../../test/fixtures/readme-blocks.js";

let server: RedisServer;
let folder: string;
beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(fileURLToPath(new URL("../.readme-", import.meta.url)));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await server.stop();
});

test("the module of the README runs unchanged, except for the port", async () => {
  const code = readmeBlocks("nestjs")["src/app.module.ts"] ?? "";
  const file = join(folder, "app.module.ts");
  await writeFile(file, code.replace("127.0.0.1:6379", `127.0.0.1:${server.port}`));
  const { AppModule, UsersService } = await import(/* @vite-ignore */ file);
  const app = await Test.createTestingModule({ imports: [AppModule] }).compile();
  const users = app.get(UsersService);
  expect(await users.find(1)).toEqual({ id: 1, name: "Ada" });
  users.names.set(1, "Bea");
  expect(await users.find(1)).toEqual({ id: 1, name: "Ada" });
  await users.rename(1, "Eve");
  expect(await users.find(1)).toEqual({ id: 1, name: "Eve" });
  expect(await server.text("KEYS", "*")).toEqual(["shop:1:user:1"]);
  await app.close();
});
