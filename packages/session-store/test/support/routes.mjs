// The routes of the applications under test, for any framework.
import { EventEmitter, once } from "node:events";

const signals = new EventEmitter();

/** @type {Record<string, (request: any) => unknown>} */
export const routes = {
  "/show": (request) => request.session ?? null,
  "/set": (request) => Object.assign(request.session, request.query),
  "/date": (request) => Object.assign(request.session, { when: new Date(0) }),
  "/map": (request) => {
    request.session.map = new Map([["a", 1]]);
    return settled((done) => request.session.save(done));
  },
  "/lossy": (request) => {
    request.session.map = new Map([["a", 1]]);
    return "done";
  },
  "/logout": (request) => settled((done) => request.session.destroy(done)),
  "/regenerate": (request) => settled((done) => request.session.regenerate(done)),
  "/reload": (request) => settled((done) => request.session.reload(done)).then(() => request.session),
  /** Changes the loaded session; the framework handles it only after /release. */
  "/slow": async (request) => {
    request.session.slow = true;
    await once(signals, "release");
    return "at last";
  },
  "/waiting": () => signals.listenerCount("release"),
  "/release": () => signals.emit("release"),
};

/** @param {(done: (error?: unknown) => void) => unknown} work */
function settled(work) {
  return new Promise((resolve, reject) => {
    work((error) => (error ? reject(error) : resolve("done")));
  });
}
