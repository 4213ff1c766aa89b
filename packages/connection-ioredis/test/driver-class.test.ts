import { ConnectionFactory, SentinelConnectionFactory } from "@coffer/connection-ioredis";
import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";

class Unknown {}
class Subclass extends Redis {}
const WithSender = Object.assign(class {}, { commandSender: () => {} });

describe.each([
  { name: "ConnectionFactory", Factory: ConnectionFactory, own: {} },
  { name: "SentinelConnectionFactory", Factory: SentinelConnectionFactory, own: { SENTINELS: ["s:26379"] } },
])("REDIS_CLIENT_CLASS of $name", ({ Factory, own }) => {
  const make = (REDIS_CLIENT_CLASS: unknown) => () => new Factory({ ...own, REDIS_CLIENT_CLASS });

  it("is ioredis's, a subclass, or one that says how commands are sent", () => {
    for (const Class of [undefined, Redis, Subclass, WithSender]) expect(make(Class)).not.toThrow();
  });

  it("has links that tell of changed keys, unless it alone knows how to connect", () => {
    for (const Class of [undefined, Redis, Subclass]) expect(make(Class)().track).toBeTypeOf("function");
    expect(make(WithSender)().track).toBeUndefined();
    class Connector {}
    expect(new Factory({ ...own, REDIS_CLIENT_KWARGS: { Connector } }).track).toBeUndefined();
  });

  it("is refused before anything connects where it is another, with what to write for ioredis-mock", () => {
    expect(make(Unknown)).toThrow(
      /REDIS_CLIENT_CLASS: this is not the class Redis of ioredis, nor a subclass\. For ioredis-mock write "ioredis-mock"/,
    );
  });
});
