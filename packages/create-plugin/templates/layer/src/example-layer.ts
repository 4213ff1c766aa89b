import type { ClientClass, Condition, Encoded, Layer, Life, Origin, Unchanged } from "@coffer/client-default";
import { OPTIONS } from "./options.js";

/**
 * Spreads expiry times, so that values that were stored together are not all reloaded at the same moment. A starting
 * point: `Seams` of `@coffer/client-default` lists what else a layer can change.
 */
function exampleLayer<Base extends ClientClass>(Client: Base): Base {
  return class extends Client {
    /** Every stored value passes here. Timeouts are in milliseconds, `null` for no expiry. */
    override writeEntry(
      redisKey: string,
      data: Encoded | Promise<Buffer>,
      life: Life,
      when: Condition | Unchanged,
      origin: Origin,
    ): Promise<boolean> {
      return super.writeEntry(redisKey, data, { ...life, timeout: this.#spread(life.timeout) }, when, origin);
    }

    /** `touch` sets a new timeout, too. */
    override touchEntry(redisKey: string, timeout: number | null): Promise<boolean> {
      return super.touchEntry(redisKey, this.#spread(timeout));
    }

    #spread(timeout: number | null): number | null {
      const { EXAMPLE_SPREAD = OPTIONS.EXAMPLE_SPREAD.default } = this.context.options;
      return timeout === null ? null : Math.round(timeout * (1 + Math.random() * EXAMPLE_SPREAD));
    }
  };
}

// The function has the name of the layer, which messages show.
const layer: Layer = Object.assign(exampleLayer, { options: OPTIONS });

export { layer as exampleLayer };
