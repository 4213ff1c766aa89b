import type { ClientContext, OptionDeclarations } from "@coffer/cache-core";
import { BaseClient } from "./base-client.js";
import { PrimaryAndReplicas } from "./topology/primary-and-replicas.js";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    readonly REPLICA_READ_ONLY?: boolean;
  }
}

/** The client for one primary and any number of replicas: `LOCATION` names the primary first. */
export class DefaultClient extends BaseClient {
  static readonly options: OptionDeclarations = {
    REPLICA_READ_ONLY: {
      type: "boolean",
      default: true,
      description:
        "false: the other servers of LOCATION take writes, too. They get the writes that the first server certainly did not execute.",
    },
  };

  constructor(context: ClientContext) {
    super(context, new PrimaryAndReplicas(context));
  }
}
