import type { ClientContext, OptionDeclarations } from "@coffer/cache-core";
import { BaseClient, SeparateServers } from "@coffer/client-default";
import { OPTIONS } from "./options.js";

/**
 * Gives some tenants their own server: the first server of `LOCATION` is for everyone else, and the others are for
 * the tenants. A starting point: a client is a `BaseClient`, which has all commands, with a topology, which says
 * which server has a key.
 */
export class ExampleClient extends BaseClient {
  static readonly options: OptionDeclarations = OPTIONS;

  /** @throws Error if a tenant has no server. */
  constructor(context: ClientContext) {
    const tenants = context.options.EXAMPLE_TENANTS ?? [];
    const missing = tenants[context.servers.length - 1];
    if (missing !== undefined) throw new Error(`EXAMPLE_TENANTS: LOCATION has no server for ${missing}`);
    super(context, new SeparateServers(context, (redisKey) => serverOf(redisKey, tenants)));
  }
}

/**
 * The index in `LOCATION` of the server for a key that has a tenant among its words: `shop:1:acme:report`. Locks and
 * other related keys are at `{shop:1:acme:report}:fence` and must be on the same server.
 */
function serverOf(redisKey: string, tenants: readonly unknown[]): number {
  const words: readonly unknown[] = redisKey.split(/[:{}]/);
  return 1 + tenants.findIndex((tenant) => words.includes(tenant));
}
