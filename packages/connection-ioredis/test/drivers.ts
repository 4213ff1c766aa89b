import { Redis as Redis6 } from "ioredis";
import Mock from "ioredis-mock";
import { Redis as Redis5 } from "ioredis-v5";

interface Driver {
  readonly name: string;
  readonly Class: unknown;
  readonly mock: boolean;
}

/** The drivers that speak to real servers. */
export const realDrivers: readonly Driver[] = [
  { name: "ioredis 6", Class: Redis6, mock: false },
  { name: "ioredis 5", Class: Redis5, mock: false },
];

export const allDrivers: readonly Driver[] = [
  ...realDrivers,
  { name: "ioredis-mock", Class: Mock, mock: true },
];
