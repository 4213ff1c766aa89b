import * as core from "@coffer/cache-core";
import {
  CacheError,
  CipherError,
  CompressorError,
  ConnectionInterrupted,
  codeOf,
  ERROR_CODES,
  type ErrorCode,
  ImproperlyConfigured,
  KeyNotFound,
  LoadCycle,
  LoadTimeout,
  LockError,
  LockNotOwned,
  PluginError,
  SerializerError,
  UpdateConflict,
} from "@coffer/cache-core";
import { describe, expect, test } from "vitest";

const cause = new Error("the first error");

/** Each error once, with the codes that its class may have. */
const EXAMPLES: [error: CacheError, codes: ErrorCode[]][] = [
  [
    new ImproperlyConfigured([cause]),
    // The other codes are those of its problems.
    [
      "ERR_IMPROPERLY_CONFIGURED",
      "ERR_SETTING_UNKNOWN",
      "ERR_SETTING_MISSING",
      "ERR_SETTING_VALUE",
      "ERR_SETTING_PLACE",
      "ERR_SETTINGS_FILE",
      "ERR_ENVIRONMENT",
      "ERR_PLUGIN_OPTIONS",
    ],
  ],
  [
    new PluginError("ERR_PLUGIN_KIND", "CACHES", "x", undefined, cause),
    [
      "ERR_PLUGIN_PATH",
      "ERR_PLUGIN_NOT_ALLOWED",
      "ERR_PLUGIN_NOT_INSTALLED",
      "ERR_PLUGIN_NOT_EXPORTED",
      "ERR_PLUGIN_BROKEN",
      "ERR_PLUGIN_KIND",
    ],
  ],
  [
    new ConnectionInterrupted("ERR_TIMEOUT", "x", { cause }),
    ["ERR_UNREACHABLE", "ERR_NO_REPLY", "ERR_TIMEOUT", "ERR_REPLY", "ERR_CLOSED"],
  ],
  [new SerializerError("ERR_DECODE", "x", { cause }), ["ERR_ENCODE", "ERR_DECODE"]],
  [new CompressorError("ERR_DAMAGED", "x", { cause }), ["ERR_COMPRESS", "ERR_DAMAGED", "ERR_TOO_LARGE"]],
  [new CipherError("ERR_DECODE", "x", { cause }), ["ERR_ENCODE", "ERR_DECODE"]],
  [new KeyNotFound("user:1"), ["ERR_KEY_NOT_FOUND"]],
  [new UpdateConflict("user:1", 32), ["ERR_CONFLICT"]],
  [new LoadTimeout("user:1", 50), ["ERR_LOAD_TIMEOUT"]],
  [new LoadCycle(["a", "b", "a"]), ["ERR_LOAD_CYCLE"]],
  [new LockError("ERR_LOCK", "x", { cause }), ["ERR_LOCK", "ERR_LOCK_NOT_OWNED"]],
  [new LockNotOwned("ERR_LOCK_NOT_OWNED", "x", { cause }), ["ERR_LOCK_NOT_OWNED"]],
];

describe("the errors", () => {
  test("are a closed list: every code belongs to one of the classes, and has a sentence", () => {
    const used = new Set(EXAMPLES.flatMap(([, codes]) => codes));
    expect([...used].sort()).toEqual(Object.keys(ERROR_CODES).sort());
    for (const sentence of Object.values(ERROR_CODES)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test("are a closed list: it has every error class that the core exports", () => {
    const exported = Object.values(core).filter(
      (each) => typeof each === "function" && each.prototype instanceof Error,
    );
    expect(new Set(exported)).toEqual(new Set([CacheError, ...EXAMPLES.map(([error]) => error.constructor)]));
  });

  test.each(EXAMPLES)("%s has a name, a code and a stack, and is a CacheError", (error) => {
    expect(error).toBeInstanceOf(CacheError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(error.constructor.name);
    expect(Object.keys(ERROR_CODES)).toContain(error.code);
    expect(error.stack).toContain(`${error.name}: ${error.message}`);
    expect(Object.keys(error)).not.toContain("name");
  });

  /** Errors about keys, which have no cause. */
  const isFirst = (error: Error) =>
    [KeyNotFound, LoadCycle, LoadTimeout, UpdateConflict].some((each) => error instanceof each);

  test.each(EXAMPLES.filter(([error]) => !isFirst(error)))(
    "%s keeps the first error as its cause",
    (error) => {
      expect(error.cause).toBe(cause);
    },
  );

  test("keep their names in subclasses without their own", () => {
    class Mine extends ConnectionInterrupted {}
    expect(new Mine("ERR_REPLY", "x").name).toBe("ConnectionInterrupted");
  });

  test("LockNotOwned is a LockError", () => {
    expect(new LockNotOwned("ERR_LOCK_NOT_OWNED", "x")).toBeInstanceOf(LockError);
  });

  test("KeyNotFound names the key", () => {
    expect(new KeyNotFound('a "b"\n').message).toBe('there is no key "a \\"b\\"\\n"');
  });

  test("ImproperlyConfigured has one problem in a line, and several in a list, each as data", () => {
    const one = new Error("CACHES.a: is wrong");
    const two = {
      path: "CACHES.b",
      code: "ERR_SETTING_VALUE",
      hint: "mend it",
      message: "CACHES.b: is wrong",
    } as const;
    expect(new ImproperlyConfigured([one]).message).toBe("coffer's settings: CACHES.a: is wrong");
    const both = new ImproperlyConfigured([one, two]);
    expect(both.message).toBe("coffer's settings: 2 problems:\n- CACHES.a: is wrong\n- CACHES.b: is wrong");
    expect(both.problems).toEqual([
      { path: "", code: "ERR_PLUGIN_OPTIONS", message: "CACHES.a: is wrong", cause: one },
      two,
    ]);
    expect(both.cause).toBe(one);
  });

  test("a problem does not adopt the path or code of Node's errors", () => {
    const error = Object.assign(new Error("no such file"), { code: "ENOENT", path: "/etc/dictionary" });
    expect(new ImproperlyConfigured([error]).problems).toEqual([
      { path: "", code: "ERR_PLUGIN_OPTIONS", message: "no such file", cause: error },
    ]);
  });

  test("a PluginError is used as a problem unchanged", () => {
    const error = new PluginError("ERR_PLUGIN_KIND", "CACHES.a.BACKEND", "is no backend", "name one", cause);
    expect(new ImproperlyConfigured([error]).problems).toEqual([
      {
        path: "CACHES.a.BACKEND",
        code: "ERR_PLUGIN_KIND",
        hint: "name one",
        message: "CACHES.a.BACKEND: is no backend",
        cause,
      },
    ]);
  });
});

test("codeOf reads the code of anything", () => {
  expect(codeOf(new KeyNotFound("x"))).toBe("ERR_KEY_NOT_FOUND");
  expect(codeOf({ code: "ENOENT" })).toBe("ENOENT");
  for (const other of [new Error("x"), { code: 5 }, null, undefined, "ERR_LOCK", 5])
    expect(codeOf(other)).toBe(undefined);
});
