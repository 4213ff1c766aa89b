/** The mock's methods by name. All of them take separate arguments instead of an array. */
export type MockMethods = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;
