import type { DriverOptions, RespClientOptions } from "@coffer/connection-kit";

/** The same settings for a socket of the kit. As in ioredis, the address in `tls` overrides the rest. */
export function linkOptions(driverOptions: DriverOptions): RespClientOptions {
  const { tls, username, password, db, keepAlive, ...others } = driverOptions as RespClientOptions;
  const { host, port, path, family } = { ...others, ...(tls as RespClientOptions | undefined) };
  const given = { host, port, path: path || undefined, family, tls: tls || undefined, db };
  return {
    ...withoutMissing(given),
    // ioredis ignores empty ones.
    ...(username && { username }),
    ...(password && { password }),
    keepAlive: keepAlive ?? null,
  };
}

function withoutMissing(options: object): RespClientOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined && value !== null),
  );
}
