import type { ClientContext, OptionDeclarations } from "@coffer/cache-core";
import { DefaultClient } from "@coffer/client-default";
import { OPTIONS } from "./options.js";

/**
 * Values that were stored together do not expire together, so that their callers do not all load them anew at the same moment. A place to
 * start from: what `DefaultClient` has as `protected` is there to be overridden.
 */
export class ExampleClient extends DefaultClient {
  static override readonly options: OptionDeclarations = { ...DefaultClient.options, ...OPTIONS };

  readonly #spread: number;

  constructor(context: ClientContext) {
    super(context);
    this.#spread = context.options.EXAMPLE_SPREAD ?? OPTIONS.EXAMPLE_SPREAD.default;
  }

  /** Every value goes this way. The timeout is in milliseconds, `null` for never. */
  protected override storeEncoded(
    redisKey: string,
    encoded: string | Buffer | Promise<Buffer>,
    timeout: number | null,
    condition: "NX" | "XX" | undefined,
  ): Promise<boolean> {
    const spread = timeout === null ? null : Math.round(timeout * (1 + Math.random() * this.#spread));
    return super.storeEncoded(redisKey, encoded, spread, condition);
  }
}
