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

  it("may be ioredis's class, a subclass, or a class with its own command sender", () => {
    for (const Class of [undefined, Redis, Subclass, WithSender]) expect(make(Class)).not.toThrow();
  });

  it("supports tracking links, unless only the class knows how to connect", () => {
    for (const Class of [undefined, Redis, Subclass]) expect(make(Class)().track).toBeTypeOf("function");
    expect(make(WithSender)().track).toBeUndefined();
    class Connector {}
    expect(new Factory({ ...own, REDIS_CLIENT_KWARGS: { Connector } }).track).toBeUndefined();
  });

  it("is rejected before anything connects if it is another class, with a hint for ioredis-mock", () => {
    expect(make(Unknown)).toThrow(
      /REDIS_CLIENT_CLASS: this is not the class Redis of ioredis, nor a subclass\. For ioredis-mock write "ioredis-mock"/,
    );
  });
});
