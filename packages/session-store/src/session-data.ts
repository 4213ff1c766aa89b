/** What express-session and @fastify/session keep about the cookie, as far as a store has to do with it. */
export interface SessionCookie {
  /** When the session is over; text where it comes from Redis. Without: when the browser closes. */
  expires?: Date | string | null;
  /** Milliseconds left. */
  maxAge?: number | null;
  /** Milliseconds that each touch gives the session. */
  originalMaxAge?: number | null;
}

/** A session as it is stored, and as the frameworks make theirs from it. */
export interface SessionData {
  cookie: SessionCookie;
  [name: string]: unknown;
}
