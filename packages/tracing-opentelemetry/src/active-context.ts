import { AsyncLocalStorage } from "node:async_hooks";
import { type Context, context } from "@opentelemetry/api";

/**
 * What a channel runs a command in, so that what the command calls has its span as parent: the store that OpenTelemetry keeps its
 * context in, whichever it is.
 */
export class ActiveContext extends AsyncLocalStorage<Context> {
  override run<R, Args extends unknown[]>(active: Context, work: (...args: Args) => R, ...args: Args): R {
    return context.with(active, work, undefined, ...args);
  }
}
