/**
 * Milliseconds since 1970, as of Node's own clock: what is stored with it is compared by other processes and by Redis, which know nothing
 * of a test that sets the date.
 */
export const wallClock: () => number = Date.now;
