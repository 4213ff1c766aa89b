/** The cookie data of express-session and @fastify/session, as far as a store uses it. */
export interface SessionCookie {
  /** When the session expires; an ISO string if the session was read from Redis. Left out or null: when the browser closes. */
  expires?: Date | string | null;
  /** The milliseconds left. */
  maxAge?: number | null;
  /** The lifetime in milliseconds that each `touch` gives the session. */
  originalMaxAge?: number | null;
}

/** A stored session, from which the frameworks create theirs. */
export interface SessionData {
  /** The cookie of the session. */
  cookie: SessionCookie;
  [name: string]: unknown;
}
