/**
 * The error that rules throw for a value that the format cannot restore exactly. `prepare` adds the path to the message.
 *
 * @example throw new Refused("is a function: leave it out");
 */
export class Refused extends Error {}
