/**
 * Milliseconds since 1970, by Node's own clock: stored times are compared by other processes and by Redis, which do
 * not know the date that a test sets.
 */
export const wallClock: () => number = Date.now;
