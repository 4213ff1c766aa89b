import { type ClientContext, type ConnectionFactory, ImproperlyConfigured } from "@coffer/cache-core";
import { DefaultClient } from "./default-client.js";

const IS_MASTER = /^is_master(=|$)/;
const READS_ONLY = /[?&]is_master=(0|f|false|n|no)(&|$)/i;

/**
 * The client for a service monitored by Redis Sentinel. From a single URL in `LOCATION` it makes two: one with `is_master=1` for the
 * writes, and one with `is_master=0` for the reads. It uses a list unchanged, the primary first.
 */
export class SentinelClient extends DefaultClient {
  /** @throws ImproperlyConfigured for a connection factory without Sentinel, or a list that begins with a replica. */
  constructor(context: ClientContext) {
    super({ ...context, servers: primaryAndReplica(context) });
  }
}

function primaryAndReplica({ servers, connections }: ClientContext): readonly string[] {
  const [first, ...others] = servers as [string, ...string[]];
  if (others.length > 0 && READS_ONLY.test(first)) {
    throw settingsError("LOCATION: the first server takes the writes, so it cannot be one with is_master=0");
  }
  // An invalid URL was already reported.
  if (isFine(connections, first) && !isFine(connections, withRole(first, 1))) {
    throw settingsError(
      "CONNECTION_FACTORY: it must support Sentinel, such as " +
        '"@coffer/connection-ioredis#SentinelConnectionFactory" with SENTINELS',
    );
  }
  return others.length > 0 ? servers : [withRole(first, 1), withRole(first, 0)];
}

/** Other parameters of the query stay unchanged. */
function withRole(url: string, isMaster: 0 | 1): string {
  const [address, query = ""] = url.split(/\?(.*)/s, 2) as [string, string?];
  const items = query.split("&").filter((item) => item !== "" && !IS_MASTER.test(item));
  return `${address}?${[...items, `is_master=${isMaster}`].join("&")}`;
}

function isFine(connections: ConnectionFactory, url: string): boolean {
  try {
    connections.validate?.(url);
    return true;
  } catch {
    return false;
  }
}

function settingsError(text: string): ImproperlyConfigured {
  return new ImproperlyConfigured([new Error(text)]);
}
