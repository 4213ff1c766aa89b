import type { ConnectionFactory } from "@coffer/cache-core";
import { ALL } from "../../../fixtures/client-groups.js";

/** A connection package and its REDIS_CLIENT_CLASS. */
export interface Driver {
  readonly name: string;
  readonly Factory: new (options?: object) => ConnectionFactory;
  /** The OPTIONS that name the driver. */
  readonly options: object;
  readonly create: (options?: object) => ConnectionFactory;
  /** The first lines of an application. After them, `factory(options)` does the same as `create`. */
  readonly prelude: string;
}

interface Row {
  readonly package: string;
  /** If left out, the driver is the package's default. */
  readonly Client?: readonly [module: string, exported: string];
}

/** To add a connection package, add a line. */
const REAL: Readonly<Record<string, Row>> = {
  "ioredis 6": { package: "@coffer/connection-ioredis" },
  "ioredis 5": { package: "@coffer/connection-ioredis", Client: ["ioredis-v5", "Redis"] },
  "node-redis 6": { package: "@coffer/connection-redis" },
  "node-redis 5": { package: "@coffer/connection-redis", Client: ["redis-v5", "createClient"] },
  "connection-resp": { package: "@coffer/connection-resp" },
};

/** The drivers for real servers. */
export const drivers: readonly Driver[] = await load(REAL);

/** The default driver of each package, for slow tests and those that do not depend on the driver's version. */
export const defaultDrivers: readonly Driver[] = drivers.filter(
  ({ name }) => REAL[name]?.Client === undefined,
);

/**
 * For tests that wait for seconds: the older versions, which the package uses with the same code, run with `npm run
 * test:all`. Tests without waits always run with all drivers.
 */
export const patientDrivers: readonly Driver[] = ALL ? drivers : defaultDrivers;

/**
 * For tests of the connection kit that are the same for all drivers and take seconds of processor time: the others
 * run with `npm run test:all`.
 */
export const oneDriver: readonly Driver[] = ALL ? defaultDrivers : defaultDrivers.slice(0, 1);

/** ioredis-mock, which is always reachable. */
export const mock: readonly Driver[] = await load({
  "ioredis-mock": { package: "@coffer/connection-ioredis", Client: ["@coffer/connection-mock", "RedisMock"] },
});

/** All drivers, including ioredis-mock. */
export const allDrivers: readonly Driver[] = [...drivers, ...mock];

function load(rows: Readonly<Record<string, Row>>): Promise<Driver[]> {
  return Promise.all(
    Object.entries(rows).map(async ([name, { package: from, Client }]) => {
      const { ConnectionFactory } = await import(from);
      const own = Client === undefined ? {} : { REDIS_CLIENT_CLASS: (await import(Client[0]))[Client[1]] };
      const imported = Client === undefined ? "" : `import * as client from "${Client[0]}";`;
      const stated = Client === undefined ? "" : `REDIS_CLIENT_CLASS: client["${Client[1]}"],`;
      return {
        name,
        Factory: ConnectionFactory,
        options: own,
        create: (options) => new ConnectionFactory({ ...own, ...options }),
        prelude: `
          import { ConnectionFactory } from "${from}";
          ${imported}
          const factory = (options) => new ConnectionFactory({ ${stated} ...options });
        `,
      };
    }),
  );
}
