import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { errorsIn, examplesOf, interfaces, membersOf } from "./support/docstrings.js";

/** What an application calls. */
const PUBLIC = ["Cache", "Client", "Caches", "Lock", "HeldLock", "Batch", "Wrapped"];

/** Methods without a Redis command in their docstring, and why. */
const NONE: Readonly<Record<string, string>> = {
  makeKey: "makes a string",
  lock: "makes an object, whose methods name their commands",
  restore: "makes an object from a token",
  key: "makes a string",
  stats: "reads counters of this process",
  "Caches.get": "looks up an object by its name",
  siblingOf: "makes a string",
  servers: "what it asks depends on the topology",
  getRedisConnection: "connects, and leaves the commands to the caller",
  close: "closes connections",
  "[Symbol.asyncDispose]": "closes connections",
};

/** What examples use without declaring it. */
const GLOBALS = `
interface User { readonly name: string }
declare const cache: import("@coffer/cache-core").Cache;
declare const caches: import("@coffer/cache-core").Caches;
declare const db: {
  loadUser(id: number): Promise<User>;
  loadUsers(keys: readonly string[]): Promise<Map<string, User>>;
  loadUsersById(ids: readonly number[]): Promise<Map<number, User>>;
};
declare function writeReport(signal: AbortSignal): Promise<void>;
`;

/** A Redis command, and the complexity of it. */
const COMMAND = /Redis: .*`[A-Z]{3,}`[^@]*(?:\bO\(|complexity)/s;

describe("the docstrings of the API", () => {
  it("name the Redis command behind each method and its complexity, or are listed with the reason why they name none", () => {
    const without = PUBLIC.flatMap((type) =>
      membersOf(type)
        .filter(
          ({ isMethod, docs }) => isMethod && !(docs.length > 0 && docs.every((doc) => COMMAND.test(doc))),
        )
        .map(({ name }) => (`${type}.${name}` in NONE ? `${type}.${name}` : name)),
    );
    expect([...new Set(without)].sort()).toEqual(Object.keys(NONE).sort());
  });

  it("say what each member is, and what each option does", () => {
    const options = interfaces.filter((name) => /Options$/.test(name));
    expect(options.length).toBeGreaterThan(15);
    const silent = [...PUBLIC, ...options].flatMap((type) =>
      membersOf(type)
        .filter(({ docs }) => docs.length === 0)
        .map(({ name }) => `${type}.${name}`),
    );
    expect(silent).toEqual([]);
  });

  it("begin with a page that names every method of a cache, and no other", () => {
    const page = readFileSync(new URL("../parts/api.md", import.meta.url), "utf8");
    const named = [...page.matchAll(/^\| \[.*$/gm)].flatMap(([row]) =>
      [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    const methods = membersOf("Cache").filter(({ isMethod, name }) => isMethod && /^\w+$/.test(name));
    expect(named.sort()).toEqual(methods.map(({ name }) => name).sort());
  });

  it("have examples that compile against the package, as a wrong one does not", () => {
    const examples = [...examplesOf("cache-core"), ...examplesOf("coffer")];
    expect(examples.length).toBeGreaterThanOrEqual(12);
    const wrong = { place: "wrong", code: 'const name: number = await cache.get<number>("name", null);' };
    const modules = new Map([...examples, wrong].map(({ place, code }) => [place, code]));
    expect(errorsIn(modules, GLOBALS)).toEqual([
      "wrong: Type 'number | null' is not assignable to type 'number'.\n  Type 'null' is not assignable to type 'number'.",
    ]);
  });
});
