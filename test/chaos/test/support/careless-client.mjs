import { DefaultClient } from "@coffer/client-default";

let isFirst = true;
let sets = 0;

/** Leaves a rejection unhandled, forgets some writes, and is late for some reads. */
export default class CarelessClient extends DefaultClient {
  /** @override @type {DefaultClient["incr"]} */
  incr(...args) {
    if (isFirst) void Promise.reject(new Error("nobody caught this"));
    isFirst = false;
    return super.incr(...args);
  }

  /** @override @type {DefaultClient["set"]} */
  set(...args) {
    sets += 1;
    return sets % 10 === 0 ? Promise.resolve(true) : super.set(...args);
  }

  /** @override @type {DefaultClient["getMany"]} */
  async getMany(keys, options) {
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    return super.getMany(keys, options);
  }
}
