import type { Client, OptionDeclarations } from "@coffer/cache-core";
import { LockCommands } from "./lock.js";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    readonly REPLICA_READ_ONLY?: boolean;
  }
}

/**
 * The client for one primary and any number of replicas: `LOCATION` names the primary first. Its commands are told in chapters, one
 * file each, from `client-base.ts` to `lock.ts`. Other clients override `laneFor`.
 */
export class DefaultClient extends LockCommands implements Client {
  static readonly options: OptionDeclarations = {
    REPLICA_READ_ONLY: {
      type: "boolean",
      default: true,
      description:
        "false: the other servers of LOCATION take writes, too, and get those that the first one certainly did not execute.",
    },
  };
}
