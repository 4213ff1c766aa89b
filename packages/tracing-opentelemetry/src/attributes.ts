import type { CommandMessage } from "@coffer/cache-core";
import type { Attributes } from "@opentelemetry/api";

/** The attributes that are known when a command starts, by the semantic conventions for Redis. */
export function commandAttributes(message: CommandMessage): Attributes {
  const { alias, operation, database, serverAddress, serverPort } = message;
  return {
    "db.system.name": "redis",
    "db.operation.name": operation,
    "coffer.cache": alias,
    ...(database !== undefined && { "db.namespace": database }),
    ...(serverAddress !== undefined && { "server.address": serverAddress }),
    ...(serverPort !== undefined && { "server.port": serverPort }),
  };
}

/** The attributes of an error: few different values, none of which contains a key. */
export function failureAttributes(error: unknown): Attributes {
  const { code, name, cause } = Object(error) as { code?: unknown; name?: unknown; cause?: unknown };
  const isReply = code === "ERR_REPLY" && cause instanceof Error;
  const prefix = isReply ? /^[A-Z]+\b/.exec(cause.message)?.[0] : undefined;
  return {
    "error.type": String(code ?? name ?? "_OTHER"),
    ...(prefix !== undefined && { "db.response.status_code": prefix }),
  };
}
