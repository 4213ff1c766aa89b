import assert from "node:assert/strict";
import type { Cases } from "../suite/cases.js";
import { needing } from "../suite/needing.js";
import type { ConnectionContext } from "./connection-context.js";

const HOOKS = [
  "connect",
  "makeConnectionParams",
  "getConnection",
  "getOrCreateConnectionPool",
  "getConnectionPool",
] as const;

type Hooks = Record<string, (...args: unknown[]) => unknown>;

export const hooks: Cases<ConnectionContext> = {
  "each hook calls the next one, and the last is called for a new pool only": needing(
    "hooks",
    async ({ create, url }) => {
      // A timeout that no other case uses, so that there is no pool yet.
      const factory = create({ SOCKET_TIMEOUT: 1.234 });
      const called = record(factory as unknown as Hooks);
      const first = factory.connect(url);
      await first.send("PING", []);
      assert.deepEqual(called, HOOKS);
      const second = factory.connect(url);
      await second.send("PING", []);
      assert.deepEqual(called.slice(HOOKS.length), HOOKS.slice(0, -1));
      await factory.disconnect(first);
      await factory.disconnect(second);
    },
  ),

  "makeConnectionParams receives the URL, and the other hooks receive its result": needing(
    "hooks",
    async ({ create, url }) => {
      const factory = create();
      const hooked = factory as unknown as Hooks;
      const given: unknown[] = [];
      const original = hooked.makeConnectionParams as Hooks[string];
      const params: unknown[] = [];
      hooked.makeConnectionParams = (...args) => {
        given.push(...args);
        const connection = original.apply(factory, args);
        params.push(connection);
        return connection;
      };
      const getConnection = hooked.getConnection as Hooks[string];
      hooked.getConnection = (...args) => {
        assert.equal(args[0], params[0]);
        return getConnection.apply(factory, args);
      };
      const connection = factory.connect(url);
      await connection.send("PING", []);
      assert.deepEqual(given, [url]);
      await factory.disconnect(connection);
    },
  ),
};

/** Records the hooks of a factory in the order of their calls. */
function record(factory: Hooks): string[] {
  const called: string[] = [];
  for (const name of HOOKS) {
    const original = factory[name];
    assert.equal(typeof original, "function", `a factory with hooks has ${name}`);
    factory[name] = (...args) => {
      called.push(name);
      return (original as Hooks[string]).apply(factory, args);
    };
  }
  return called;
}
