import { show } from "@coffer/cache-core";
import type { SessionCookie } from "./session-data.js";

/** Milliseconds that a session has left by its cookie; `undefined` if the cookie ends with the browser. */
export function lifetime({ expires, maxAge }: SessionCookie): number | undefined {
  if (!expires) return typeof maxAge === "number" ? maxAge : undefined;
  const left = new Date(expires).getTime() - Date.now();
  if (Number.isNaN(left)) throw new TypeError(`the cookie's expires must be a date, got ${show(expires)}`);
  return left;
}
