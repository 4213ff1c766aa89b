import type { Connection, ConnectionFactory } from "@coffer/cache-core";
import type { ConnectionContext } from "./connection-context.js";
import type { ConnectionFactorySuiteOptions } from "./connection-factory-suite-options.js";
import type { ConnectionOptions } from "./connection-options.js";

/** Runs one case on an empty database and closes every connection that the case created. */
export async function aroundConnection(
  { create, url, deadUrl = "redis://127.0.0.1:1/0" }: ConnectionFactorySuiteOptions,
  run: (context: ConnectionContext) => void | Promise<void>,
): Promise<void> {
  const opened: [ConnectionFactory, Connection][] = [];
  const connect = (to: string = url, options?: ConnectionOptions): Connection => {
    const factory = create(options);
    const connection = factory.connect(to);
    opened.push([factory, connection]);
    return connection;
  };
  try {
    const connection = connect();
    await connection.send("FLUSHDB", []);
    await run({ connection, factory: create(), url, deadUrl, create, connect });
  } finally {
    for (const [factory, connection] of opened) await factory.disconnect(connection);
  }
}
