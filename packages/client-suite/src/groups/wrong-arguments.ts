import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Cache } from "@coffer/cache-core";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import { call } from "../call.js";
import type { ClientContext } from "../client-context.js";
import { METHODS } from "../methods.js";
import { WRONG_ARGUMENTS } from "../wrong-arguments.js";
import { WRONG_KEYS, type WrongCall } from "../wrong-keys.js";
import { WRONG_OPTIONS } from "../wrong-options.js";

const ALL: readonly WrongCall[] = [...WRONG_KEYS, ...WRONG_OPTIONS, ...WRONG_ARGUMENTS];

export const wrongArguments: Cases<ClientContext> = {
  "a key that is neither a string nor a result of makeKey is a TypeError that says so": ({ cache }) =>
    expectErrors(cache, WRONG_KEYS),

  "unknown options and options of the wrong type are a TypeError that names them": ({ cache }) =>
    expectErrors(cache, WRONG_OPTIONS),

  "arguments of the wrong type or out of range are an error that names them": ({ cache }) =>
    expectErrors(cache, WRONG_ARGUMENTS),

  "no method accepts an argument other than a string, number, object or list": async ({ cache }) => {
    const answered: string[] = [];
    for (const { method, args } of METHODS) {
      for (const position of args.keys()) {
        // A fallback is returned as it is.
        if ((method === "get" || method === "pull") && position === 1) continue;
        const given = args.with(position, Symbol("wrong"));
        try {
          // If it is passed as a value, the serializer reports it.
          await rejects(() => call(cache, method, given), {
            name: ["TypeError", "RangeError", "SerializerError"],
          });
        } catch (error) {
          answered.push(`${shown([method, given, /./])}: ${(error as Error).message.split("\n", 1)[0]}`);
        }
      }
    }
    assert.deepEqual(answered, []);
    assert.deepEqual(await cache.keys("*"), []);
  },

  "nothing is sent for wrong arguments": needing("raw commandCounts", async ({ cache, commandsSentBy }) => {
    const attemptAll = async () => {
      for (const wrongCall of ALL) await attempt(cache, wrongCall);
    };
    // One by one only to find out which call it was: asking the servers each time is slow.
    if ((await commandsSentBy(attemptAll)) === 0) return;
    const sending: string[] = [];
    for (const wrongCall of ALL) {
      if ((await commandsSentBy(() => attempt(cache, wrongCall))) > 0) sending.push(shown(wrongCall));
    }
    assert.deepEqual(sending, []);
  }),

  "wrong arguments change nothing": async ({ cache }) => {
    await cache.set("k", "value", 500);
    for (const wrongCall of ALL) await attempt(cache, wrongCall);
    assert.deepEqual(await cache.keys("*"), ["k"]);
    assert.equal(await cache.get("k"), "value");
    assert.ok(((await cache.ttl("k")) ?? 0) > 400);
  },

  "wrong arguments are an error even while exceptions are ignored, and during an outage": needing(
    "outages",
    async ({ createDead }) => {
      const dead = await createDead({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
      await expectErrors(dead, ALL);
    },
  ),
};

/** Fails with the list of all calls that do not reject as they should, not only the first. */
async function expectErrors(cache: Cache, list: readonly WrongCall[]): Promise<void> {
  const wrong: string[] = [];
  for (const wrongCall of list) {
    const [method, args, message] = wrongCall;
    try {
      await rejects(() => call(cache, method, args), { name: ["TypeError", "RangeError"], message });
    } catch (error) {
      wrong.push(`${shown(wrongCall)}: ${(error as Error).message.split("\n", 1)[0]}`);
    }
  }
  assert.deepEqual(wrong, []);
}

async function attempt(cache: Cache, [method, args]: WrongCall): Promise<void> {
  try {
    await call(cache, method, args);
  } catch {
    // Other cases check that it is the right error.
  }
}

function shown([method, args]: WrongCall): string {
  return `${method}(${args.map((argument) => inspect(argument, { breakLength: Number.POSITIVE_INFINITY })).join(", ")})`;
}
