import { type PluginClass, redactOnInspect } from "@coffer/cache-core";
import type { Driver } from "../driver/driver.js";
import type { DriverAdapter } from "../driver/driver-adapter.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import { fingerprint } from "../endpoint/fingerprint.js";
import { connectTimeoutOf } from "../endpoint/resolve-endpoint.js";
import type { AddressMap } from "../settings/address-map.js";
import type { ConnectionArguments } from "../settings/connection-arguments.js";
import type { DriverOptions } from "../settings/driver-options.js";
import type { ParsedUrl } from "../settings/parse-url.js";
import { ReplicaInUse } from "./replica-in-use.js";
import { SentinelAdapter, type SentinelAdapterParts } from "./sentinel-adapter.js";
import { SentinelWatch } from "./sentinel-watch.js";
import { type Candidate, Sentinels } from "./sentinels.js";
import { serversInUse } from "./servers-in-use.js";

/** A service that sentinels monitor, and the settings of the connections to its servers. */
export interface Service {
  readonly driver: Driver;
  readonly Client: PluginClass;
  /** `REDIS_CLIENT_KWARGS`. */
  readonly kwargs: DriverOptions;
  readonly addressMap: AddressMap;
  readonly url: ParsedUrl;
  readonly args: ConnectionArguments;
  readonly sentinels: readonly Endpoint[];
  /** The options of a driver's object that is never connected. */
  readonly unconnected: DriverOptions;
}

/** Creates a driver's object for a server, and for a sentinel. */
type Create = (options: DriverOptions) => DriverAdapter;

/** Creates the adapter of a connection. */
export function connectionTo(service: Service): SentinelAdapter {
  const { driver, Client, url } = service;
  const parts = partsOf(service, (options) => driver.createAdapter(Client, options));
  if (url.isMaster) return new SentinelAdapter(parts);
  const key = keyOf(service);
  const connection = {};
  return new SentinelAdapter({ ...parts, onMove: (server) => serversInUse(key).set(connection, server) });
}

/** Creates the adapter of a link that reports changed keys: to the primary, or to the replica that the connections use. */
export function linkTo(service: Service): SentinelAdapter {
  const { driver, Client, url } = service;
  const parts = partsOf(service, (options) => driver.createLink?.(Client, options) as DriverAdapter);
  if (url.isMaster) return new SentinelAdapter(parts);
  const inUse = serversInUse(keyOf(service));
  const replica = new ReplicaInUse(parts.sentinels, inUse);
  let at: Candidate | undefined;
  const unfollow = inUse.follow(() => {
    if (!replica.isAt(at)) link.leave(new Error("the connections have switched to another server"));
  });
  const onMove = (server?: Candidate) => {
    at = server;
    if (server === undefined) unfollow();
  };
  const link = new SentinelAdapter({ ...parts, sentinels: replica, onMove });
  return link;
}

function partsOf(service: Service, create: Create): SentinelAdapterParts & { readonly sentinels: Sentinels } {
  const { driver, kwargs, addressMap, url, args, unconnected } = service;
  const asked: Driver = { ...driver, createAdapter: (_, options) => create(options) };
  const sentinels = service.sentinels.map((each) => redactOnInspect({ ...each, driver: asked }));
  return {
    sentinels: new Sentinels({
      name: url.host as string,
      isMaster: url.isMaster as boolean,
      sentinels,
      addressMap,
      // The other half of the time is left for connecting to the server.
      patience: connectTimeoutOf(args) / 2,
    }),
    // A connection to a replica needs no watch: a replica that is promoted can be read as well.
    watch: url.isMaster ? new SentinelWatch(url.host as string, sentinels) : undefined,
    unconnected: create(unconnected),
    connectTo({ host, port }) {
      const problems: Error[] = [];
      const options = driver.options({ ...url, host, port }, args, kwargs, problems);
      if (problems[0] !== undefined) throw problems[0];
      return create(options);
    },
  };
}

/** Equal for connections and links to the same service with the same settings. */
function keyOf({ url, args, sentinels }: Service): string {
  return fingerprint([url, args, sentinels.map(({ key }) => key)]);
}
