import { isObject } from "./is-object.js";
import { jsonForm } from "./json-form.js";
import { lifetime } from "./lifetime.js";
import type { SessionCookie, SessionData } from "./session-data.js";
import type { SessionForm } from "./session-form.js";

/** Django's item for an expiry that is not the default: seconds, 0 (when the browser closes), or a moment as text. */
const EXPIRY = "_session_expiry";

/**
 * The form of `django.contrib.sessions.backends.cache`: only the items of the session. The cookie that Node's
 * frameworks need is created from the expiry, and converted back to it.
 */
export class DjangoForm implements SessionForm {
  /** Django's SESSION_COOKIE_AGE, in milliseconds. */
  readonly #age: number | null;

  constructor(age: number | null) {
    this.#age = age;
  }

  /** Django rejects shorter ones. The prefix of its cached_db sessions is this one followed by `d_db`. */
  isId(text: string): boolean {
    return text.length >= 8 && !text.startsWith("d_db");
  }

  dump({ cookie, ...data }: SessionData, json: boolean): unknown {
    // A moment is kept: Node's changes to a session do not move it.
    if (typeof data[EXPIRY] !== "string") {
      const age = cookie.originalMaxAge ?? lifetime(cookie) ?? 0;
      if (age !== this.#age) data[EXPIRY] = Math.ceil(age / 1000);
    }
    return jsonForm(data, json);
  }

  load(stored: unknown): SessionData {
    if (!isObject(stored))
      throw new TypeError("its key holds something other than a session: is it a dict in Django?");
    if ("cookie" in stored) {
      throw new TypeError(
        "the session has an item called cookie, which Node's frameworks need: rename it in Django",
      );
    }
    const { [EXPIRY]: expiry, ...data } = stored;
    if (typeof expiry === "string") data[EXPIRY] = expiry;
    return { ...data, cookie: this.#cookie(expiry) };
  }

  #cookie(expiry: unknown): SessionCookie {
    const age =
      typeof expiry === "string"
        ? lifetime({ expires: expiry })
        : typeof expiry === "number"
          ? expiry * 1000
          : this.#age;
    if (!age) return { originalMaxAge: null, expires: null };
    return { originalMaxAge: age, expires: new Date(Date.now() + age).toISOString() };
  }
}
