/**
 * Thrown by rules for a value that would not come back equal. `prepare` puts the place in front of it.
 *
 * @example throw new Refused("is a function: leave it out");
 */
export class Refused extends Error {}
