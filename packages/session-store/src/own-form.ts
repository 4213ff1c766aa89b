import { isObject } from "./is-object.js";
import { jsonForm } from "./json-form.js";
import type { SessionForm } from "./session-form.js";

/** The session as it is, cookie included. */
export const ownForm: SessionForm = {
  isId: () => true,

  dump({ cookie, ...data }, json) {
    return { ...(jsonForm(data, json) as object), cookie: jsonForm(cookie, true) };
  },

  load(stored) {
    if (!isObject(stored) || !isObject(stored.cookie)) {
      throw new TypeError(
        "there is something else than a session at its key: is the prefix for sessions alone?",
      );
    }
    const { cookie, ...data } = stored;
    const { originalMaxAge: maxAge, expires } = cookie;
    // Touched since it was saved, for Redis still has it: @fastify/session would take it for expired.
    const isTouched =
      typeof maxAge === "number" && typeof expires === "string" && Date.parse(expires) <= Date.now();
    return { ...data, cookie: isTouched ? { ...cookie, expires: fromNow(maxAge) } : cookie };
  },
};

function fromNow(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}
