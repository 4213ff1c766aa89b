import { createCaches } from "@coffer/cache-core";
import { V8Serializer } from "@coffer/serializer-v8";
import { describe, expect, test } from "vitest";

function build(version: unknown): V8Serializer {
  return new V8Serializer({ PICKLE_VERSION: version as number });
}

describe("PICKLE_VERSION is checked as the original checks it (row 37)", () => {
  test.each([0, 2, 4, 5, -1, -7, "3", " 5\n", "-1", "+4", "0_5", "005", 3.9, 5.5, true, false, 4n])(
    "%o is what int() takes, up to the highest",
    (version) => {
      expect(build(version).dumps({ a: 1 })).toEqual(new V8Serializer().dumps({ a: 1 }));
    },
  );

  test.each([6, "6", 6n, 6.1, 1e300])("%o is higher than the highest", (version) => {
    expect(() => build(version)).toThrow(
      /PICKLE_VERSION must not be higher than 5, pickle's highest protocol, got/,
    );
  });

  test.each([
    null,
    "",
    "five",
    "5.0",
    "5__0",
    "_5",
    "0x5",
    Number.NaN,
    Number.POSITIVE_INFINITY,
    [],
    {},
    "4 2",
  ])("%o is no integer", (version) => {
    expect(() => build(version)).toThrow(
      /PICKLE_VERSION must be a whole number up to 5, or -1 for the highest, got/,
    );
  });

  test("both are a configuration error", () => {
    for (const version of [6, null]) {
      expect(() => build(version)).toThrow(expect.objectContaining({ code: "ERR_IMPROPERLY_CONFIGURED" }));
    }
  });

  test("left out it is nobody's business", () => {
    expect(() => new V8Serializer({})).not.toThrow();
    expect(() => new V8Serializer()).not.toThrow();
  });

  test("from the settings, where it is told with its place and everything else that is wrong", async () => {
    class Connections {
      connect(): void {}
      disconnect(): void {}
    }
    const OPTIONS = { SERIALIZER: V8Serializer, CONNECTION_FACTORY: Connections, CLIENT_CLASS: Connections };
    const settings = (version: string) => ({
      CACHES: { default: { LOCATION: "redis://h/1", OPTIONS: { ...OPTIONS, PICKLE_VERSION: version } } },
    });
    await expect(createCaches(settings("six"), { parent: import.meta })).rejects.toThrow(
      /CACHES\.default\.OPTIONS\.SERIALIZER: V8Serializer refuses its options: PICKLE_VERSION must be a whole number/,
    );
    await expect(createCaches(settings("5"), { parent: import.meta })).rejects.not.toThrow(/PICKLE_VERSION/);
  });
});
