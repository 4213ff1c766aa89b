import type { CommandSender } from "@coffer/connection-kit";
import IoredisMock from "ioredis-mock";
import { MockCommandSender } from "./mock-command-sender.js";
import { repairTransformers } from "./repair-transformers.js";

/** ioredis-mock, for `REDIS_CLIENT_CLASS` of `@coffer/connection-ioredis`. Commands of coffer behave as in Redis where it differs. */
export class RedisMock extends IoredisMock {
  static {
    repairTransformers(IoredisMock);
  }

  /** What `@coffer/connection-ioredis` asks a driver for that is not spoken to as ioredis is. */
  static commandSender(native: object): CommandSender {
    return new MockCommandSender(native);
  }
}
