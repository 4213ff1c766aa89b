import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { eventually } from "@coffer-internal/servers";
import { expect, it } from "vitest";
import { isGone } from "./is-gone.js";

const START = `
import { startServer } from "@coffer-internal/servers";
const server = await startServer();
console.log(JSON.stringify({ pid: server.pid, dir: server.dir }));
`;

/** A separate process that starts a server, runs `rest`, and does not stop the server. */
async function processWithServer(rest: string): Promise<[ChildProcess, { pid: number; dir: string }]> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", START + rest], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return [child, JSON.parse(line)];
}

async function expectNothingLeft({ pid, dir }: { pid: number; dir: string }): Promise<void> {
  await eventually(() => {
    expect({ server: isGone(pid), folder: !existsSync(dir) }).toEqual({ server: true, folder: true });
  });
}

it("A killed test process leaves no server and no folder", async () => {
  const [child, server] = await processWithServer("setInterval(() => {}, 1000);");
  expect(isGone(server.pid)).toBe(false);
  child.kill("SIGKILL");
  await expectNothingLeft(server);
});

it("A killed test process leaves no frozen server", async () => {
  const [child, server] = await processWithServer(
    "await server.freeze(); console.log(); setInterval(() => {}, 1000);",
  );
  child.kill("SIGKILL");
  await expectNothingLeft(server);
});

it("A killed test process leaves no folder of a server that was killed before", async () => {
  const [child, server] = await processWithServer("await server.kill(); setInterval(() => {}, 1000);");
  await eventually(() => expect(isGone(server.pid)).toBe(true));
  child.kill("SIGKILL");
  await expectNothingLeft(server);
});

it("A test process that does not stop its server still ends", async () => {
  const [child, server] = await processWithServer("await server.command('PING');");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  await expectNothingLeft(server);
});
