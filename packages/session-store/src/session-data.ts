/** The cookie data of express-session and @fastify/session, as far as a store uses it. */
export interface SessionCookie {
  /** When the session expires; text if it comes from Redis. Without it: when the browser closes. */
  expires?: Date | string | null;
  /** Milliseconds left. */
  maxAge?: number | null;
  /** Milliseconds that each touch gives the session. */
  originalMaxAge?: number | null;
}

/** A stored session, from which the frameworks create theirs. */
export interface SessionData {
  cookie: SessionCookie;
  [name: string]: unknown;
}
