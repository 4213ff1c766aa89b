import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Cache } from "@coffer/cache-core";
import { type Cases, needing, rejects } from "@coffer/plugin-kit/suite";
import { ARGUMENT_MISTAKES } from "../argument-mistakes.js";
import { call } from "../call.js";
import type { ClientContext } from "../client-context.js";
import { METHODS } from "../methods.js";
import { KEY_MISTAKES, type Mistake } from "../mistakes.js";
import { OPTION_MISTAKES } from "../option-mistakes.js";

const ALL: readonly Mistake[] = [...KEY_MISTAKES, ...OPTION_MISTAKES, ...ARGUMENT_MISTAKES];

export const mistakes: Cases<ClientContext> = {
  "a key that is neither a string nor what makeKey returns is a TypeError that says so": ({ cache }) =>
    expectErrors(cache, KEY_MISTAKES),

  "options that are unknown or of the wrong type are a TypeError that names them": ({ cache }) =>
    expectErrors(cache, OPTION_MISTAKES),

  "arguments of the wrong type or out of range are an error that names them": ({ cache }) =>
    expectErrors(cache, ARGUMENT_MISTAKES),

  "nothing that is no text, number, object or list is taken for any argument of any method": async ({
    cache,
  }) => {
    const answered: string[] = [];
    for (const { method, args } of METHODS) {
      for (const position of args.keys()) {
        // A fallback is handed back as it is.
        if (method === "get" && position === 1) continue;
        const given = args.with(position, Symbol("wrong"));
        try {
          // Where it stands for a value, the serializer says what it is.
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
      for (const mistake of ALL) await attempt(cache, mistake);
    };
    // One by one only to say which it was: to ask the servers each time takes long.
    if ((await commandsSentBy(attemptAll)) === 0) return;
    const sending: string[] = [];
    for (const mistake of ALL) {
      if ((await commandsSentBy(() => attempt(cache, mistake))) > 0) sending.push(shown(mistake));
    }
    assert.deepEqual(sending, []);
  }),

  "nothing is changed by wrong arguments": async ({ cache }) => {
    await cache.set("k", "value", 500);
    for (const mistake of ALL) await attempt(cache, mistake);
    assert.deepEqual(await cache.keys("*"), ["k"]);
    assert.equal(await cache.get("k"), "value");
    assert.ok(((await cache.ttl("k")) ?? 0) > 400);
  },

  "wrong arguments are an error also where exceptions are ignored, and during an outage": needing(
    "outages",
    async ({ createDead }) => {
      const dead = await createDead({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
      await expectErrors(dead, ALL);
    },
  ),
};

/** Fails with the list of all calls that do not reject as they should, not with the first alone. */
async function expectErrors(cache: Cache, list: readonly Mistake[]): Promise<void> {
  const wrong: string[] = [];
  for (const mistake of list) {
    const [method, args, message] = mistake;
    try {
      await rejects(() => call(cache, method, args), { name: ["TypeError", "RangeError"], message });
    } catch (error) {
      wrong.push(`${shown(mistake)}: ${(error as Error).message.split("\n", 1)[0]}`);
    }
  }
  assert.deepEqual(wrong, []);
}

async function attempt(cache: Cache, [method, args]: Mistake): Promise<void> {
  try {
    await call(cache, method, args);
  } catch {
    // Whether it is the right error is for the other cases to say.
  }
}

function shown([method, args]: Mistake): string {
  return `${method}(${args.map((argument) => inspect(argument, { breakLength: Number.POSITIVE_INFINITY })).join(", ")})`;
}
