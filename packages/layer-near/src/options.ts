import {
  type Delay,
  ImproperlyConfigured,
  type OptionDeclarations,
  type SettingsProblem,
  show,
  toMilliseconds,
} from "@coffer/cache-core";

/** The option `NEAR_CACHE`: what the layer near keeps in memory. */
export interface NearSettings {
  /**
   * The prefixes of the keys whose values are kept. Left out: all keys. Empty: only the versions of tags. Required with a `KEY_FUNCTION`:
   * then the prefixes of Redis keys.
   */
  readonly KEYS?: readonly string[];
  /**
   * How many values are kept at most; a whole number from 1.
   * @default 10000
   */
  readonly MAX_ENTRIES?: number;
  /**
   * How many bytes the kept values take at most; a whole number from 1. A value that takes more than an eighth of it is not kept.
   * @default 33554432
   */
  readonly MAX_BYTES?: number;
  /**
   * How long a value is kept at most: seconds, or a duration such as "1m"; at least a millisecond.
   * @default 60
   */
  readonly TIMEOUT?: Delay;
  /**
   * How long a value may be outdated at most, even if a connection fails: seconds, or a duration such as "500ms"; at least 0.1 seconds.
   * Without failures, changes usually arrive within a millisecond.
   * @default 2
   */
  readonly MAX_LAG?: Delay;
  /**
   * `"copy"`: each caller gets its own object; `"frozen"`: all get the same frozen object.
   * @default "copy"
   */
  readonly VALUES?: "copy" | "frozen";
}

declare module "@coffer/cache-core" {
  interface CacheOptions {
    /** What the layer near keeps in the process's memory. */
    readonly NEAR_CACHE?: NearSettings;
  }
  interface Settings {
    /** What the layer near keeps, for every cache that does not set it in its own OPTIONS. */
    readonly NEAR_CACHE?: NearSettings;
  }
}

const positive = { type: "integer", minimum: 1 };
const duration = { type: "string", pattern: "^\\d+(\\.\\d+)?(ms|s|m|h|d)$" };

export const options: OptionDeclarations = {
  NEAR_CACHE: {
    type: "object",
    default: {},
    global: true,
    description:
      'What the layer near keeps in the process\'s memory: `KEYS` (prefixes of keys; default: all keys), `MAX_ENTRIES` (default: 10000), `MAX_BYTES` (default: 33554432), `TIMEOUT` (default: 60) and `MAX_LAG` (default: 2), both in seconds or with a unit as in "500ms", and `VALUES` ("copy" or "frozen"; default: "copy").',
    schema: {
      additionalProperties: false,
      properties: {
        KEYS: { type: "array", items: { type: "string" } },
        MAX_ENTRIES: { ...positive, default: 10_000 },
        MAX_BYTES: { ...positive, default: 33_554_432 },
        TIMEOUT: { anyOf: [{ type: "number", exclusiveMinimum: 0 }, duration], default: 60 },
        MAX_LAG: { anyOf: [{ type: "number", minimum: 0.1 }, duration], default: 2 },
        VALUES: { enum: ["copy", "frozen"], default: "copy" },
      },
    },
  },
};

type Check = readonly [isRight: (value: unknown) => boolean, must: string];

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 1;
const lasts = (least: number) => (value: unknown) => {
  try {
    return Number(toMilliseconds(value as Delay)) >= least;
  } catch {
    return false;
  }
};

const CHECKS: Readonly<Record<keyof NearSettings, Check>> = {
  KEYS: [
    (value) => Array.isArray(value) && value.every((each) => typeof each === "string"),
    "a list of prefixes",
  ],
  MAX_ENTRIES: [isCount, "an integer of at least 1"],
  MAX_BYTES: [isCount, "an integer of at least 1"],
  TIMEOUT: [lasts(1), 'a number of seconds or a duration such as "1m", at least "1ms"'],
  MAX_LAG: [lasts(100), 'a number of seconds or a duration such as "500ms", at least "100ms"'],
  VALUES: [(value) => value === "copy" || value === "frozen", '"copy" or "frozen"'],
};

/** NEAR_CACHE with its defaults, times in milliseconds. */
export interface NearLimits {
  readonly keys: readonly string[] | undefined;
  readonly maxEntries: number;
  readonly maxBytes: number;
  readonly timeout: number;
  readonly maxLag: number;
  readonly freezes: boolean;
}

/** @throws ImproperlyConfigured with all problems. */
export function readSettings(given: NearSettings = {}): NearLimits {
  const problems: SettingsProblem[] = [];
  for (const [name, value] of Object.entries(given)) {
    const path = `NEAR_CACHE.${name}`;
    const [isRight, must] = CHECKS[name as keyof NearSettings] ?? [];
    if (isRight === undefined) {
      const message = `${path}: unknown option; known are ${Object.keys(CHECKS).join(", ")}`;
      problems.push({
        path,
        code: "ERR_SETTING_UNKNOWN",
        hint: "write one of the known names",
        message,
      });
    } else if (value !== undefined && !isRight(value)) {
      const message = `${path}: must be ${must}, got ${show(value)}`;
      problems.push({ path, code: "ERR_SETTING_VALUE", hint: `give it ${must}`, message });
    }
  }
  if (problems.length > 0) throw new ImproperlyConfigured(problems);
  return {
    keys: given.KEYS,
    maxEntries: given.MAX_ENTRIES ?? 10_000,
    maxBytes: given.MAX_BYTES ?? 2 ** 25,
    timeout: toMilliseconds(given.TIMEOUT ?? 60) as number,
    maxLag: toMilliseconds(given.MAX_LAG ?? 2) as number,
    freezes: given.VALUES === "frozen",
  };
}
