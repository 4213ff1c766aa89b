import { codeOf } from "@coffer/cache-core";
import { DefaultClient } from "@coffer/client-default";

/** Violates coffer's contract: resends an increment of unknown outcome. */
export default class RetryingClient extends DefaultClient {
  /** @override @type {DefaultClient["incr"]} */
  async incr(...args) {
    for (;;) {
      try {
        return await super.incr(...args);
      } catch (error) {
        if (codeOf(error) !== "ERR_TIMEOUT" && codeOf(error) !== "ERR_NO_REPLY") throw error;
      }
    }
  }
}
