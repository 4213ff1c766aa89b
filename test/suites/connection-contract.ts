import type { CacheOptions, ConnectionFactory, PluginClass } from "@coffer/cache-core";
import { type ConnectionOptions, connectionFactorySuite } from "@coffer/plugin-kit";
import { startSentinels, startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { ALL } from "../fixtures/client-groups.js";

type FactoryClass = PluginClass<ConnectionFactory, CacheOptions>;

interface ConnectionPackage {
  readonly ConnectionFactory: FactoryClass;
  /** Left out if the package does not support sentinels. */
  readonly SentinelConnectionFactory?: FactoryClass;
  /**
   * The OPTIONS with which it has to pass, by the name of what they choose: first the default, then older drivers and
   * other parsers.
   */
  readonly choices: Readonly<Record<string, ConnectionOptions>>;
}

/**
 * The groups that depend on the version of a driver or on its parser. Scripts, hooks and links are the package's own
 * code, and have run with the default.
 */
const OF_THE_DRIVER = ["replies", "refusals", "sequence", "outages", "closing"];

/** The groups of these that depend on how a server is found: commands wait for that, and for each other. */
const OF_THE_WAY = ["sequence"];

/**
 * Runs the suite of every connection package, on a server that is given by its address and on one that sentinels name.
 */
export async function connectionContract(connections: ConnectionPackage): Promise<void> {
  const { ConnectionFactory, SentinelConnectionFactory, choices } = connections;
  const server = await startServer();
  afterAll(() => server.stop());
  suites("with", choices, { Factory: ConnectionFactory, url: server.url(1), shared: OF_THE_DRIVER });
  if (SentinelConnectionFactory === undefined) return;
  const group = await startSentinels({ name: "MyMaster" });
  afterAll(() => group.stop());
  suites("by sentinels, with", choices, {
    Factory: SentinelConnectionFactory,
    OPTIONS: { SENTINELS: group.sentinels.map(({ host, port }) => [host, port]) },
    url: "redis://MyMaster/1",
    deadUrl: "redis://nobody/1",
    shared: OF_THE_WAY,
  });
}

interface Place {
  readonly Factory: FactoryClass;
  readonly OPTIONS?: ConnectionOptions;
  readonly url: string;
  readonly deadUrl?: string;
  /** The groups that run with every choice. The others run with the first, or with all for `npm run test:all`. */
  readonly shared: readonly string[];
}

function suites(how: string, choices: ConnectionPackage["choices"], place: Place): void {
  const { Factory, OPTIONS, url, deadUrl, shared } = place;
  const [first] = Object.keys(choices);
  describe.each(Object.entries(choices))(`${how} %s`, (name, chosen) => {
    connectionFactorySuite({
      describe,
      it,
      create: (options) => new Factory({ ...OPTIONS, ...options, ...chosen } as never),
      url,
      deadUrl,
      groups: ALL || name === first ? undefined : shared,
    });
  });
}
