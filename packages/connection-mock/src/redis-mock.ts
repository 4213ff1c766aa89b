import type { CommandSender } from "@coffer/connection-kit";
import IoredisMock from "ioredis-mock";
import { MockCommandSender } from "./mock-command-sender.js";
import { repairTransformers } from "./repair-transformers.js";

/** ioredis-mock, for `REDIS_CLIENT_CLASS` of `@coffer/connection-ioredis`. The commands that coffer sends behave as in Redis. */
export class RedisMock extends IoredisMock {
  static {
    repairTransformers(IoredisMock);
  }

  /** Read by `@coffer/connection-ioredis` for drivers that need another command sender. */
  static commandSender(native: object): CommandSender {
    return new MockCommandSender(native);
  }
}
