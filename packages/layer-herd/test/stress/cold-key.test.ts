import { afterAll, describe, expect, it } from "vitest";
import { ALL } from "../../../../test/fixtures/client-groups.js";
import { CLIENTS, startTopologies } from "../topologies.js";
import { go, loadsOf, startChildren } from "./child.js";

const topologies = await startTopologies();
afterAll(() => topologies[Symbol.asyncDispose]());
const { LOCATION, raw } = topologies;

// Over the default client with both, in stampede.test.ts.
const DRIVERS = ["@coffer/connection-ioredis", ...(ALL ? ["@coffer/connection-redis"] : [])];

describe.each(CLIENTS)("a cold key over the %s client", (CLIENT_CLASS) => {
  it.each(DRIVERS)("is loaded once if two processes request it (%s)", async (driver) => {
    await raw[CLIENT_CLASS]("FLUSHALL");
    const work = { LOCATION: LOCATION[CLIENT_CLASS], CLIENT_CLASS, driver, callers: 20, milliseconds: 300 };
    const children = await startChildren(2, work);
    go(children);
    const answers = await Promise.all(children.map(({ done }) => done));
    expect(loadsOf(children)).toBe(1);
    const loader = children.find(({ lines }) => lines.includes("load"))?.process.pid;
    expect(answers).toEqual([`[${loader}]`, `[${loader}]`]);
  });
});
