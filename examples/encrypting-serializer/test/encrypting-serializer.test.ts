import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createCaches } from "@coffer/cache-core";
import { JsonSerializer } from "@coffer/serializer-json";
import { describe, expect, it } from "vitest";
import { EncryptingSerializer } from "../encrypting-serializer.js";

const key = () => randomBytes(32).toString("base64");
const OLD = key();
const NEW = key();

const serializer = (ENCRYPTION_KEY_ID: string, ENCRYPTION_KEYS: Record<string, unknown>) =>
  new EncryptingSerializer({ ENCRYPTED_SERIALIZER: JsonSerializer, ENCRYPTION_KEY_ID, ENCRYPTION_KEYS });

const before = serializer("old", { old: OLD });
const during = serializer("new", { old: OLD, new: NEW });
const after = serializer("new", { new: NEW });
const SECRET = { name: "nobody is to read this" };

describe("what is stored", () => {
  it("shows nothing of the value, and differs each time", () => {
    const stored = before.dumps(SECRET);
    expect(stored.includes("nobody")).toBe(false);
    expect(stored.equals(before.dumps(SECRET))).toBe(false);
    expect(before.loads(stored)).toEqual(SECRET);
  });

  it("is the same each time for equal members of sets, and for no others", () => {
    expect(before.dumpsMember(SECRET)).toEqual(serializer("old", { old: OLD }).dumpsMember(SECRET));
    expect(before.dumpsMember("a")).not.toEqual(before.dumpsMember("b"));
    expect(before.dumpsMember("a")).not.toEqual(serializer("old", { old: NEW }).dumpsMember("a"));
    expect(before.loads(before.dumpsMember(SECRET))).toEqual(SECRET);
  });
});

describe("keys are changed", () => {
  it("a new key writes while the old one still reads, and then is gone", () => {
    const byOld = before.dumps(SECRET);
    const byNew = during.dumps(SECRET);
    expect(during.loads(byOld)).toEqual(SECRET);
    expect(after.loads(byNew)).toEqual(SECRET);
    expect(() => after.loads(byOld)).toThrow(
      expect.objectContaining({
        name: "DecryptionError",
        code: "ERR_UNKNOWN_KEY",
        message: 'there is no key "old" in ENCRYPTION_KEYS',
      }),
    );
  });
});

describe("bytes that cannot be read", () => {
  it("have been changed: any bit of them", () => {
    const stored = before.dumps(SECRET);
    for (let bit = 0; bit < stored.length * 8; bit++) {
      const changed = Buffer.from(stored);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(() => before.loads(changed), `bit ${bit}`).toThrow(
        expect.objectContaining({ name: "DecryptionError" }),
      );
    }
  });

  it("are of another key under the same id", () => {
    expect(() => serializer("old", { old: NEW }).loads(before.dumps(SECRET))).toThrow(
      expect.objectContaining({
        code: "ERR_TAMPERED",
        message: expect.stringMatching(/another key than the "old"/),
      }),
    );
  });

  it.each(["", '{"plain":"json"}', "\xce\xe1", "\xce\xe1\xff123"])("were never encrypted: %j", (text) => {
    expect(() => before.loads(Buffer.from(text, "latin1"))).toThrow(
      expect.objectContaining({ code: "ERR_NOT_ENCRYPTED" }),
    );
  });
});

describe("the settings", () => {
  const OPTIONS = {
    CLIENT_CLASS: "@coffer/client-default",
    CONNECTION_FACTORY: "@coffer/connection-ioredis",
    REDIS_CLIENT_CLASS: "ioredis-mock",
    SERIALIZER: "../encrypting-serializer.js",
    ENCRYPTION_KEY_ID: "now",
    ENCRYPTION_KEYS: { now: OLD },
  };
  const create = (options: object) =>
    createCaches(
      { CACHES: { default: { LOCATION: "redis://encrypted:6379/0", OPTIONS: { ...OPTIONS, ...options } } } },
      { parent: import.meta },
    );

  it("name the serializer, and the one within it, by strings", async () => {
    await using caches = await create({ ENCRYPTED_SERIALIZER: "@coffer/serializer-msgpack" });
    const cache = caches.get();
    const value = { born: new Date(0), seen: 5n };
    await cache.set("key", value);
    expect(await cache.get("key")).toEqual(value);
    await cache.sadd("set", value);
    expect(await cache.sismember("set", value)).toBe(true);
  });

  it("without the key that wrote make a SerializerError of the value", async () => {
    await using caches = await create({});
    await caches.get().set("key", SECRET);
    await using others = await create({ ENCRYPTION_KEYS: { now: NEW } });
    await expect(others.get().get("key")).rejects.toMatchObject({
      name: "SerializerError",
      code: "ERR_DECODE",
      cause: { name: "DecryptionError", code: "ERR_TAMPERED" },
    });
  });

  it.each([
    [{ ENCRYPTION_KEY_ID: "next" }, /ENCRYPTION_KEY_ID: there is no "next" among ENCRYPTION_KEYS/],
    [{ ENCRYPTION_KEYS: { now: "c2hvcnQ=" } }, /ENCRYPTION_KEYS.now: must be 32 bytes as base64, has 5/],
    [{ ENCRYPTION_KEYS: undefined }, /ENCRYPTION_KEYS: is required/],
    [
      { ENCRYPTED_SERIALIZER: "@acme/serializer" },
      /ENCRYPTED_SERIALIZER: "@acme\/serializer" is not installed/,
    ],
  ])("are refused before anything connects, without showing a key: %j", async (options, message) => {
    const error = await create(options).then(
      () => undefined,
      (reason) => reason,
    );
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain("c2hvcnQ");
    expect(error.message).not.toContain(OLD);
  });
});

it("the demonstration runs", async () => {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const { REDIS_URL: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, ["main.mjs"], { cwd, env });
  expect(stdout).toMatch(/both are read \[[^\]]*'Ada'[\s\S]*'Grace'/);
  expect(stdout).toMatch(/DecryptionError: there is no key "january"/);
});
