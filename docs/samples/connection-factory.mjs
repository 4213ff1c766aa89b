import assert from "node:assert/strict";
// #region factory
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { startServer } from "./_servers.mjs";

/** Takes the password from where it is kept. */
class VaultFactory extends ConnectionFactory {
  makeConnectionParams(url) {
    return { ...super.makeConnectionParams(url), password: readSecret("redis") };
  }
}

// #endregion factory

// #region pool
import { ConnectionPool } from "@coffer/connection-ioredis";

/** Says when it makes a connection. */
class TellingPool extends ConnectionPool {
  getConnection() {
    const before = this.createdConnections;
    const connection = super.getConnection();
    if (this.createdConnections > before) redisKey.push("a socket more");
    return connection;
  }
}
// #endregion pool

const readSecret = () => "from-the-vault";
const redisKey = [];
const server = await startServer({ password: "from-the-vault" });

// #region use
import { createCaches } from "coffer";

const caches = await createCaches({
  CACHES: {
    default: {
      LOCATION: server.url(0).replace(/\/\/.*@/, "//"), // without the password
      OPTIONS: { CONNECTION_FACTORY: VaultFactory, CONNECTION_POOL_CLASS: TellingPool },
    },
  },
});
await caches.ready();
await caches.get("default").set("a", 1);
assert.deepEqual(redisKey, ["a socket more"]);
// #endregion use

await caches.close();
