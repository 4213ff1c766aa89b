import { emitWarning } from "node:process";
import type { Cache } from "@coffer/cache-core";

/** Logs an error that does not affect the response, according to the settings of the cache. */
export function report({ client }: Cache, error: unknown): void {
  try {
    if (client.context === undefined) throw error;
    client.context.report(error, "httpCache");
  } catch {
    emitWarning(error instanceof Error ? error : String(error));
  }
}
