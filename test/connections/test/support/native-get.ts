/** GET by a driver's own object: its method of that name, or one for any command. */
export function nativeGet(native: unknown, key: string): Promise<unknown> {
  const driver = native as {
    get?(key: string): Promise<unknown>;
    call(command: string, ...args: string[]): Promise<unknown>;
  };
  return driver.get === undefined ? driver.call("GET", key) : driver.get(key);
}
