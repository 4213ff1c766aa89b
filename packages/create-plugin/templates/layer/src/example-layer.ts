import type { ClientClass, Condition, Encoded, Layer, Life, Origin, Unchanged } from "@coffer/client-default";
import { OPTIONS } from "./options.js";

/**
 * Values that were stored together do not expire together, so that their callers do not all load them anew at the same moment. A place to
 * start from: what else a layer can change is in `Seams` of `@coffer/client-default`.
 */
function exampleLayer<Base extends ClientClass>(Client: Base): Base {
  return class extends Client {
    /** Every value goes this way. Timeouts are in milliseconds, `null` for never. */
    override writeEntry(
      redisKey: string,
      data: Encoded | Promise<Buffer>,
      life: Life,
      when: Condition | Unchanged,
      origin: Origin,
    ): Promise<boolean> {
      return super.writeEntry(redisKey, data, { ...life, timeout: this.#spread(life.timeout) }, when, origin);
    }

    /** `touch` gives a new lifetime, too. */
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
