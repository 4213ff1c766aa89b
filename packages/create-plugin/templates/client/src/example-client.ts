import type { ClientContext, OptionDeclarations } from "@coffer/cache-core";
import { BaseClient, SeparateServers } from "@coffer/client-default";
import { OPTIONS } from "./options.js";

/**
 * Tenants whose keys are on a server of their own: of `LOCATION` the first server is for everybody, and the others are for the tenants. A
 * place to start from: a client is `BaseClient`, which has all commands, with a topology, which says what server has a key.
 */
export class ExampleClient extends BaseClient {
  static readonly options: OptionDeclarations = OPTIONS;

  /** @throws Error where a tenant has no server. */
  constructor(context: ClientContext) {
    const tenants = context.options.EXAMPLE_TENANTS ?? [];
    const missing = tenants[context.servers.length - 1];
    if (missing !== undefined) throw new Error(`EXAMPLE_TENANTS: LOCATION has no server for ${missing}`);
    super(context, new SeparateServers(context, (redisKey) => serverOf(redisKey, tenants)));
  }
}

/**
 * The place in `LOCATION` of the server for a key that has a tenant among its words: `shop:1:acme:report`. Locks and the like are at
 * `{shop:1:acme:report}:fence`, and have to be on the same server.
 */
function serverOf(redisKey: string, tenants: readonly unknown[]): number {
  const words: readonly unknown[] = redisKey.split(/[:{}]/);
  return 1 + tenants.findIndex((tenant) => words.includes(tenant));
}
