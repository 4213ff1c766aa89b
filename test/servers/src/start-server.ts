import { launchServer } from "./launch-server.js";
import type { RedisServer } from "./redis-server.js";
import { serverConfig } from "./server-config.js";
import type { ServerOptions } from "./server-options.js";

/** Starts a server and resolves when it answers. It ends with `stop`, at the latest with this process. */
export async function startServer(options: ServerOptions = {}): Promise<RedisServer> {
  const { replicaOf } = options;
  if (replicaOf?.socketPath !== undefined) {
    throw new TypeError("startServer: a server on a unix socket cannot have replicas.");
  }
  // A replica has the same credentials as its primary, since clients have one configuration for both.
  const user = options.user ?? replicaOf?.user;
  const password = options.password ?? replicaOf?.password;
  if (user !== undefined && password === undefined) {
    throw new TypeError("startServer: `user` needs a `password`.");
  }
  const tls = options.tls ?? replicaOf?.tls !== undefined;
  const server = await launchServer({
    ...options,
    user,
    password,
    tls,
    config: (access) => serverConfig(access, options),
  });
  if (replicaOf === undefined) return server;
  try {
    await server.waitFor((replica) => isInSync(replica, replicaOf), { deadline: options.deadline ?? 60_000 });
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Both must report it: a replica reports the sync shortly before its primary starts to send it new writes. */
async function isInSync(replica: RedisServer, primary: RedisServer): Promise<boolean> {
  if ((await replica.info("replication")).master_link_status !== "up") return false;
  const followers = Object.values(await primary.info("replication"));
  return followers.some((line) => line.includes(`port=${replica.port},state=online`));
}
