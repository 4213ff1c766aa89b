import type { ConnectionFactory } from "@coffer/cache-core";
import { ALL } from "../../../fixtures/client-groups.js";

/** A connection package and what stands in its REDIS_CLIENT_CLASS. */
export interface Driver {
  readonly name: string;
  readonly Factory: new (options?: object) => ConnectionFactory;
  /** The OPTIONS that name the driver. */
  readonly options: object;
  readonly create: (options?: object) => ConnectionFactory;
  /** An application's first lines: `factory(options)` makes the same. */
  readonly prelude: string;
}

interface Row {
  readonly package: string;
  /** Left out: the package's own. */
  readonly Client?: readonly [module: string, exported: string];
}

/** A connection package joins by a line. */
const REAL: Readonly<Record<string, Row>> = {
  "ioredis 6": { package: "@coffer/connection-ioredis" },
  "ioredis 5": { package: "@coffer/connection-ioredis", Client: ["ioredis-v5", "Redis"] },
  "node-redis 6": { package: "@coffer/connection-redis" },
  "node-redis 5": { package: "@coffer/connection-redis", Client: ["redis-v5", "createClient"] },
  "connection-resp": { package: "@coffer/connection-resp" },
};

/** The drivers that speak to real servers. */
export const drivers: readonly Driver[] = await load(REAL);

/** Those of which each package has one by default, for what takes long or does not depend on the driver's version. */
export const defaultDrivers: readonly Driver[] = drivers.filter(
  ({ name }) => REAL[name]?.Client === undefined,
);

/**
 * For what waits for seconds: the older versions, which the package uses by the same code, run with `npm run test:all`. What has no wait in it
 * runs with all drivers always.
 */
export const patientDrivers: readonly Driver[] = ALL ? drivers : defaultDrivers;

/** For what the connection kit does for all of them alike, and takes seconds of a processor: with `npm run test:all` the others too. */
export const oneDriver: readonly Driver[] = ALL ? defaultDrivers : defaultDrivers.slice(0, 1);

/** ioredis-mock, which is never away. */
export const mock: readonly Driver[] = await load({
  "ioredis-mock": { package: "@coffer/connection-ioredis", Client: ["@coffer/connection-mock", "RedisMock"] },
});

/** With ioredis-mock. */
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
