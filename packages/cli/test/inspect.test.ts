import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { BIN, CLEAN } from "./support/coffer.js";
import { makeProject, settingsFor } from "./support/project.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Starts the command, and waits for the address that it prints. */
async function start(args: readonly string[] = []) {
  const settings = settingsFor(server.url());
  const cwd = await makeProject({ "coffer.settings.json": settings });
  const child = spawn(process.execPath, [BIN, "inspect", ...args], {
    cwd,
    env: { ...process.env, ...CLEAN },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = await once(createInterface(child.stdout), "line");
  return { child, line: String(line), settings };
}

/** The cookie for the token in the address. */
async function cookieOf(url: string): Promise<string> {
  const { headers } = await fetch(url, { redirect: "manual" });
  return String(headers.get("set-cookie")).split(";")[0] as string;
}

it("shows the caches of the settings to a client with the address, and ends with Ctrl-C", async () => {
  const { child, line, settings } = await start();
  const caches = await createCaches(settings as never);
  onTestFinished(() => caches.close());
  await caches.get().set("user:1", { name: "Ada" });
  const url = new URL(line);
  expect(url.hostname).toBe("127.0.0.1");
  expect((await fetch(new URL("/api/keys", url))).status).toBe(403);
  const headers = { cookie: await cookieOf(line) };
  expect(await (await fetch(url.origin, { headers })).text()).toMatch(/<title>coffer/);
  const keys = (await (await fetch(new URL("/api/keys", url), { headers })).json()) as { rows: string[][] };
  expect(keys.rows.map(([key]) => key)).toEqual(["user:1"]);
  const page = await (await fetch(new URL("/api/page", url), { headers })).json();
  expect(page).toMatchObject({ aliases: ["default"], mayWrite: false });
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
});

it("writes if allowed, and prints the address as JSON", async () => {
  const { line } = await start(["--write", "--json"]);
  const { url } = JSON.parse(line);
  const headers = { cookie: await cookieOf(url) };
  expect(await (await fetch(new URL("/api/page", url), { headers })).json()).toMatchObject({
    mayWrite: true,
  });
});

it("reports a port in use", async () => {
  const { line } = await start();
  const cwd = await makeProject({ "coffer.settings.json": settingsFor(server.url()) });
  const args = [BIN, "inspect", "--port", new URL(line).port];
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...CLEAN } });
  const [text] = await once(child.stderr.setEncoding("utf8"), "data");
  expect(text).toMatch(/EADDRINUSE/);
  expect(await once(child, "exit")).toEqual([1, null]);
});
