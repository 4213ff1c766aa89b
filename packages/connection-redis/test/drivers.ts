import { createClient as createClient6 } from "redis";
import { createClient as createClient5 } from "redis-v5";

interface Driver {
  readonly name: string;
  readonly Class: unknown;
}

export const drivers: readonly Driver[] = [
  { name: "node-redis 6", Class: createClient6 },
  { name: "node-redis 5", Class: createClient5 },
];
