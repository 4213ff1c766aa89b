import type { ClientContext, OptionDeclarations } from "@coffer/cache-core";
import { BaseClient, SeparateServers } from "@coffer/client-default";
import { RingIndexes } from "./ring-indexes.js";

/**
 * The client for independent servers; a hash ring assigns each key to one. The ring identifies a server by its URL as `LOCATION` has it:
 * another spelling of the URL moves its keys.
 */
export class ShardClient extends BaseClient {
  static readonly options: OptionDeclarations = {};

  constructor(context: ClientContext) {
    const ring = new RingIndexes(context.servers);
    super(context, new SeparateServers(context, (redisKey) => ring.indexOf(redisKey)));
  }
}
