import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { drivers } from "./drivers.js";

const modules: Record<string, string> = { "node-redis 6": "redis", "node-redis 5": "redis-v5" };

/** Runs an application and resolves to its output once it has ended by itself. */
function run(source: string): Promise<string> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const killer = setTimeout(() => child.kill("SIGKILL"), 8000);
  return new Promise((resolve, reject) => {
    child.on("exit", (status) => {
      clearTimeout(killer);
      if (status === 0) resolve(output);
      else reject(new Error(`ended with ${status}: ${output}`));
    });
  });
}

describe.each(drivers)("an application with $name ends", ({ name }) => {
  const begin = (url: string) => `
    import { ConnectionFactory } from "@coffer/connection-redis";
    import { createClient } from "${modules[name]}";
    const connection = new ConnectionFactory({ REDIS_CLIENT_CLASS: createClient }).connect("${url}");
  `;

  it("when it closes a connection, with commands on their way or none", async () => {
    await using server = await startServer();
    const output = await run(`${begin(server.url(1))}
      await connection.send("SET", ["key", "value"]);
      connection.send("GET", ["key"]).then((value) => console.log(String(value)));
      const begin = performance.now();
      await connection.close();
      process.on("exit", () => console.log(performance.now() - begin < 1000 ? "soon" : "late"));
    `);
    expect(output).toBe("value\nsoon\n");
  });

  it("when it has made a connection and never used it", async () => {
    expect(await run(`${begin("redis://127.0.0.1:1")} console.log("made");`)).toBe("made\n");
  });

  it("when the server is away and nobody waits for it", async () => {
    const output = await run(`${begin("redis://127.0.0.1:1")}
      await connection.send("PING", []).catch((error) => console.log(error.code));
    `);
    expect(output).toBe("ERR_UNREACHABLE\n");
  });

  it("when it closes a connection to a server that is away", async () => {
    const output = await run(`${begin("redis://127.0.0.1:1")}
      await connection.send("PING", []).catch((error) => console.log(error.code));
      await new Promise((resolve) => setTimeout(resolve, 100));
      await connection.close();
      console.log("closed");
    `);
    expect(output).toBe("ERR_UNREACHABLE\nclosed\n");
  });

  it("when it closes a connection that is still being made, be it in the driver's handshake or in that of TLS", async () => {
    await using server = await startServer();
    await server.freeze();
    for (const scheme of ["redis", "rediss"]) {
      const output = await run(`${begin(`${scheme}://127.0.0.1:${server.port}/1?socket_connect_timeout=0.5`)}
        await connection.send("PING", []).catch((error) => console.log(error.code));
        // Nobody waits for the next attempt, which has begun by then.
        await new Promise((resolve) => setTimeout(resolve, 150));
        console.log(connection.native.isOpen);
        const begin = performance.now();
        await connection.close();
        process.on("exit", () => console.log(performance.now() - begin < 200 ? "soon" : "late"));
      `);
      expect(output, scheme).toBe("ERR_UNREACHABLE\ntrue\nsoon\n");
    }
    server.thaw();
  });
});
