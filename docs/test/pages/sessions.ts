import { freePort } from "@coffer-internal/servers";
import { expect } from "vitest";
import type { Fixture } from "../lib/fixture.js";

type Drive = NonNullable<Fixture["drive"]>[string];

/** A browser logs in, is known by its cookie, and logs out. */
const visit =
  (user: string): Drive =>
  async ({ line }) => {
    const url = await line(/^http/);
    const login = await fetch(`${url}/login`);
    expect(await login.text()).toBe("welcome");
    const [cookie = ""] = login.headers.getSetCookie().map((each) => each.split(";")[0] as string);
    const ask = async (path: string) => (await fetch(url + path, { headers: { cookie } })).text();
    expect(await ask("/")).toBe(user);
    expect(await ask("/logout")).toBe("goodbye");
    expect(await ask("/")).toBe("nobody");
  };

export async function fixture(): Promise<Fixture> {
  return {
    replace: { "3000": String(await freePort(false)) },
    env: { SESSION_SECRET: "a secret of at least 32 characters" },
    drive: { "express.mjs": visit("Ada"), "fastify.mjs": visit("Grace") },
  };
}
