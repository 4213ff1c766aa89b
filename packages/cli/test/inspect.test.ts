import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createInterface } from "node:readline";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { BIN, CLEAN } from "./support/coffer.js";
import { InProcess, inProcess } from "./support/in-process.js";
import { makeProject, settingsFor } from "./support/project.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Starts the command, and waits for the address that it prints. */
async function start() {
  const settings = settingsFor(server.url());
  const cwd = await makeProject({ "coffer.settings.json": settings });
  const child = spawn(process.execPath, [BIN, "inspect"], { cwd, env: { ...process.env, ...CLEAN } });
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
  const cwd = await makeProject({ "coffer.settings.json": settingsFor(server.url()) });
  const program = new InProcess(["inspect", "--write", "--json"], { cwd });
  await program.shows(/\n/);
  const { url } = JSON.parse(program.stdout);
  const headers = { cookie: await cookieOf(url) };
  expect(await (await fetch(new URL("/api/page", url), { headers })).json()).toMatchObject({
    mayWrite: true,
  });
  program.pressCtrlC();
  expect(await program.exit).toBe(0);
});

it("reports a port in use", async () => {
  const other = createServer();
  await once(other.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const cwd = await makeProject({ "coffer.settings.json": settingsFor(server.url()) });
  const outcome = await inProcess(["inspect", "--port", String(port)], { cwd });
  expect(outcome).toMatchObject({ code: 1, stderr: expect.stringContaining("EADDRINUSE") });
});
