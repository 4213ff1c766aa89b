/**
 * Thrown by rules for a value that would not come back equal. `prepare` adds the path to the message.
 *
 * @example throw new Refused("is a function: leave it out");
 */
export class Refused extends Error {}
