import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Access } from "./access.js";
import { makeCertificates } from "./certificates.js";
import { freePort } from "./free-port.js";
import { GuardedProcess } from "./guarded-process.js";
import { RedisServer } from "./redis-server.js";
import { serverConfig } from "./server-config.js";
import type { ServerOptions } from "./server-options.js";

/** What redis-server writes when somebody was quicker to listen on its port. */
const PORT_TAKEN = /Address already in use|Failed listening on port/;

/** Starts a server and resolves when it answers. It ends with `stop`, at the latest with this process. */
export async function startServer(options: ServerOptions = {}): Promise<RedisServer> {
  const executable = options.executable ?? "redis-server";
  const guarded = new GuardedProcess((dir) => [executable, path.join(dir, "redis.conf"), "--dir", dir]);
  try {
    await guarded.made();
    const tls = options.tls ? await makeCertificates(guarded.dir) : undefined;
    for (let tries = 1; ; tries += 1) {
      const access: Access = {
        ...(await listenAt(guarded.dir, options)),
        ...login(options),
        ...(tls && { tls }),
      };
      await writeFile(path.join(guarded.dir, "redis.conf"), serverConfig(access, options));
      const server = new RedisServer(access, guarded, options.deadline ?? 10_000);
      await guarded.launch();
      try {
        await server.untilReady();
        if (options.replicaOf) await inSync(server, options.deadline);
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

async function listenAt(dir: string, options: ServerOptions): Promise<Access> {
  const host = "127.0.0.1";
  if (options.unixSocket) return { host, port: 0, socketPath: path.join(dir, "redis.sock") };
  return { host, port: await freePort(options.cluster === true) };
}

/** A replica has to let in whoever its primary lets in, since clients are configured once for both. */
function login({ user, password, replicaOf }: ServerOptions): { user?: string; password?: string } {
  const name = user ?? replicaOf?.user;
  const secret = password ?? replicaOf?.password;
  if (name !== undefined && secret === undefined)
    throw new TypeError("startServer: `user` needs a `password`.");
  return { ...(name !== undefined && { user: name }), ...(secret !== undefined && { password: secret }) };
}

async function inSync(replica: RedisServer, deadline = 10_000): Promise<void> {
  await replica.waitFor(
    async () => String(await replica.command("INFO", "replication")).includes("master_link_status:up"),
    { deadline },
  );
}

function notInstalled(executable: string, cause: unknown): Error {
  return new Error(
    `${executable} is not installed, and the tests need it. Debian and Ubuntu: apt-get install redis-server; ` +
      "Fedora: dnf install redis; macOS: brew install redis.",
    { cause },
  );
}
