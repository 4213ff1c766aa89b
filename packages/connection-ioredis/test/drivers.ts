import { Redis as Redis6 } from "ioredis";
import { Redis as Redis5 } from "ioredis-v5";

interface Driver {
  readonly name: string;
  readonly Class: unknown;
}

export const drivers: readonly Driver[] = [
  { name: "ioredis 6", Class: Redis6 },
  { name: "ioredis 5", Class: Redis5 },
];
