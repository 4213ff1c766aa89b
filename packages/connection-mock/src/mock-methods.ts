/** The mock's methods by name; all of them take their arguments spread out. */
export type MockMethods = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;
