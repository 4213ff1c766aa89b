/** The options of a driver's object: what its class or function is called with. */
export type DriverOptions = Readonly<Record<string, unknown>>;
