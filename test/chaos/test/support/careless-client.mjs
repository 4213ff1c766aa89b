import { DefaultClient } from "@coffer/client-default";

let isFirst = true;

/** Leaves a rejection to nobody, and comes back late from some reads. */
export default class CarelessClient extends DefaultClient {
  /** @override @type {DefaultClient["incr"]} */
  incr(...args) {
    if (isFirst) void Promise.reject(new Error("nobody caught this"));
    isFirst = false;
    return super.incr(...args);
  }

  /** @override @type {DefaultClient["getMany"]} */
  async getMany(keys, options) {
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    return super.getMany(keys, options);
  }
}
