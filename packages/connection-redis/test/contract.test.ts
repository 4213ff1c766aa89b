import { ConnectionFactory, SentinelConnectionFactory } from "@coffer/connection-redis";
import { connectionContract } from "../../../test/suites/connection-contract.js";
import { drivers } from "./drivers.js";

await connectionContract({
  ConnectionFactory,
  SentinelConnectionFactory,
  choices: Object.fromEntries(drivers.map(({ name, Class }) => [name, { REDIS_CLIENT_CLASS: Class }])),
});
