import type { CacheOptions, ConnectionFactory, PluginClass } from "@coffer/cache-core";
import { type ConnectionOptions, connectionFactorySuite } from "@coffer/plugin-kit";
import { startSentinels, startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";

type FactoryClass = PluginClass<ConnectionFactory, CacheOptions>;

interface ConnectionPackage {
  readonly ConnectionFactory: FactoryClass;
  /** Left out: the package knows no sentinels. */
  readonly SentinelConnectionFactory?: FactoryClass;
  /** The OPTIONS with which it has to pass, each by what they choose. */
  readonly choices: Readonly<Record<string, ConnectionOptions>>;
}

/** What every connection package has to do, on a server that it is told of and on one that sentinels know. */
export async function connectionContract(connections: ConnectionPackage): Promise<void> {
  const { ConnectionFactory, SentinelConnectionFactory, choices } = connections;
  const server = await startServer();
  afterAll(() => server.stop());
  suites("with", choices, { Factory: ConnectionFactory, url: server.url(1) });
  if (SentinelConnectionFactory === undefined) return;
  const group = await startSentinels({ name: "MyMaster" });
  afterAll(() => group.stop());
  suites("by sentinels, with", choices, {
    Factory: SentinelConnectionFactory,
    OPTIONS: { SENTINELS: group.sentinels.map(({ host, port }) => [host, port]) },
    url: "redis://MyMaster/1",
    deadUrl: "redis://nobody/1",
  });
}

interface Place {
  readonly Factory: FactoryClass;
  readonly OPTIONS?: ConnectionOptions;
  readonly url: string;
  readonly deadUrl?: string;
}

function suites(how: string, choices: ConnectionPackage["choices"], place: Place): void {
  const { Factory, OPTIONS, url, deadUrl } = place;
  describe.each(Object.entries(choices))(`${how} %s`, (_, chosen) => {
    connectionFactorySuite({
      describe,
      it,
      create: (options) => new Factory({ ...OPTIONS, ...options, ...chosen } as never),
      url,
      deadUrl,
    });
  });
}
