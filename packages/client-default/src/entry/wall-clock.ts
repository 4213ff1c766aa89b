/**
 * Returns milliseconds since 1970, by Node's original clock and not one that a test sets: other processes and Redis compare stored times
 * with theirs.
 */
export const wallClock: () => number = Date.now;
