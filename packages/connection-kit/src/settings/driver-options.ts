/** The options of a driver's object: the argument of its class or function. */
export type DriverOptions = Readonly<Record<string, unknown>>;
