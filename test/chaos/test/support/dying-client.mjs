import { DefaultClient } from "@coffer/client-default";

/** Leaves a rejection to nobody, and does not come back from some reads. */
export default class DyingClient extends DefaultClient {
  /** @override @type {DefaultClient["incr"]} */
  incr(...args) {
    if (Math.random() < 0.01) void Promise.reject(new Error("nobody caught this"));
    return super.incr(...args);
  }

  /** @override @type {DefaultClient["getMany"]} */
  async getMany(keys, options) {
    await new Promise((resolve) => setTimeout(resolve, 2_600));
    return super.getMany(keys, options);
  }
}
