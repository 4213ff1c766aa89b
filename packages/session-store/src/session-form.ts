import type { SessionData } from "./session-data.js";

/** The stored form of sessions: this package's own, or Django's. */
export interface SessionForm {
  /** Whether the rest of a key after the prefix is a session's id. */
  isId(text: string): boolean;

  /** What to store. @param json see `jsonForm`. */
  dump(session: SessionData, json: boolean): unknown;

  /** @throws TypeError unless it is a session. */
  load(stored: unknown): SessionData;
}
