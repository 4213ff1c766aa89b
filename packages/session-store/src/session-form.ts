import type { SessionData } from "./session-data.js";

/** How sessions look in the cache: this package's own form, or Django's. */
export interface SessionForm {
  /** Whether what follows the prefix in a key is a session's id. */
  isId(text: string): boolean;

  /** What to store. @param json see `jsonForm`. */
  dump(session: SessionData, json: boolean): unknown;

  /** @throws TypeError for what is no session. */
  load(stored: unknown): SessionData;
}
