import type { OptionDeclarations } from "@coffer/cache-core";
import type { Driver } from "../driver/driver.js";
import { ConnectionPool } from "../pool/connection-pool.js";
import { CONNECTION_POOL, REDIS_CLIENT } from "./kinds.js";

/** The options that a connection factory with this driver declares. */
export function connectionOptions({ Client, description }: Driver): OptionDeclarations {
  return {
    CONNECTION_POOL_CLASS: {
      type: "plugin",
      kind: CONNECTION_POOL,
      default: ConnectionPool,
      description: "The class of the pools, a subclass of ConnectionPool.",
    },
    CONNECTION_POOL_KWARGS: {
      type: "object",
      secret: true,
      default: {},
      description: "Arguments of the connections by redis-py's names, such as max_connections.",
    },
    REDIS_CLIENT_CLASS: { type: "plugin", kind: REDIS_CLIENT, default: Client, description },
    REDIS_CLIENT_KWARGS: {
      type: "object",
      secret: true,
      default: {},
      description: "Options of the driver, which override all other settings.",
    },
    PASSWORD: {
      type: "string",
      nullable: true,
      secret: true,
      description: "The password, unless the URL or CONNECTION_POOL_KWARGS has one.",
    },
    USERNAME: {
      type: "string",
      nullable: true,
      description: "The user, unless the URL or CONNECTION_POOL_KWARGS names one.",
    },
    SOCKET_TIMEOUT: {
      type: "number",
      nullable: true,
      min: 0,
      max: 86_400,
      unit: "seconds",
      default: 2,
      description:
        "How long a command waits for its reply, or for the next bytes of a reply that is arriving; 0 and null mean the default.",
    },
    SOCKET_CONNECT_TIMEOUT: {
      type: "number",
      nullable: true,
      min: 0,
      max: 86_400,
      unit: "seconds",
      default: 2,
      description: "How long an attempt to connect may take; 0 and null mean the default.",
    },
  };
}
