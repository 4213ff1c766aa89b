import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Access } from "./access.js";
import { makeCertificates } from "./certificates.js";
import { freePort } from "./free-port.js";
import { GuardedProcess } from "./guarded-process.js";
import { RedisServer } from "./redis-server.js";
import type { ServerOptions } from "./server-options.js";
import { serverProgram } from "./server-program.js";

export interface LaunchPlan
  extends Pick<ServerOptions, "executable" | "tls" | "unixSocket" | "cluster" | "deadline"> {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The text of redis.conf. */
  readonly config: (access: Access) => string;
  /** Arguments in addition to the path of redis.conf. */
  readonly args?: readonly string[];
}

/** The message of redis-server if another process took its port. */
const PORT_TAKEN = /Address already in use|Failed listening on port/;

/** Starts one process of redis-server, as a server or a sentinel, and resolves when it answers. */
export async function launchServer(plan: LaunchPlan): Promise<RedisServer> {
  const { executable = serverProgram(), deadline = 60_000, args = [], user, password } = plan;
  const guarded = new GuardedProcess((dir) => [
    executable,
    path.join(dir, "redis.conf"),
    "--dir",
    dir,
    ...args,
  ]);
  try {
    await guarded.folderIsReady();
    const tls = plan.tls ? await makeCertificates(guarded.dir) : undefined;
    for (let tries = 1; ; tries += 1) {
      const access: Access = {
        ...(await listenAt(guarded.dir, plan)),
        ...(user !== undefined && { user }),
        ...(password !== undefined && { password }),
        ...(tls && { tls }),
      };
      await writeFile(path.join(guarded.dir, "redis.conf"), plan.config(access));
      const server = new RedisServer(access, guarded, deadline);
      await guarded.launch();
      try {
        await server.untilReady();
        return server;
      } catch (error) {
        if (guarded.exitStatus === 127) throw notInstalled(executable, error);
        if (tries === 10 || !PORT_TAKEN.test(await guarded.log())) throw error;
      }
    }
  } catch (error) {
    await guarded.end();
    throw error;
  }
}

async function listenAt(dir: string, plan: LaunchPlan): Promise<Access> {
  const host = "127.0.0.1";
  if (plan.unixSocket) return { host, port: 0, socketPath: path.join(dir, "redis.sock") };
  return { host, port: await freePort(plan.cluster === true) };
}

function notInstalled(executable: string, cause: unknown): Error {
  return new Error(
    `${executable} is not installed, and the tests need it. Debian and Ubuntu: apt-get install redis-server; ` +
      "Fedora: dnf install redis; macOS: brew install redis.",
    { cause },
  );
}
