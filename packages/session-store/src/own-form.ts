import { isObject } from "./is-object.js";
import { jsonForm } from "./json-form.js";
import type { SessionForm } from "./session-form.js";

/** The session unchanged, including the cookie. */
export const ownForm: SessionForm = {
  isId: () => true,

  dump({ cookie, ...data }, json) {
    return { ...(jsonForm(data, json) as object), cookie: jsonForm(cookie, true) };
  },

  load(stored) {
    if (!isObject(stored) || !isObject(stored.cookie)) {
      throw new TypeError(
        "its key holds something other than a session: is the prefix used for sessions only?",
      );
    }
    const { cookie, ...data } = stored;
    const { originalMaxAge: maxAge, expires } = cookie;
    // It was touched after it was saved, since Redis still has it: @fastify/session would treat it as expired.
    const isTouched =
      typeof maxAge === "number" && typeof expires === "string" && Date.parse(expires) <= Date.now();
    return { ...data, cookie: isTouched ? { ...cookie, expires: fromNow(maxAge) } : cookie };
  },
};

function fromNow(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}
