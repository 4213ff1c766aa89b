import { freePort } from "@coffer-internal/servers";
import { expect } from "vitest";
import type { Fixture } from "../lib/fixture.js";

type Drive = NonNullable<Fixture["drive"]>[string];

/** Each request counts, on the server, and is answered by the route. */
const visit: Drive = async ({ line }) => {
  const url = await line(/^http/);
  for (const remaining of ["99", "98"]) {
    const response = await fetch(url);
    expect(await response.text()).toBe("hello");
    expect(response.headers.get("x-ratelimit-remaining")).toBe(remaining);
  }
};

export async function fixture(): Promise<Fixture> {
  return {
    replace: { "3000": String(await freePort(false)) },
    drive: { "express.mjs": visit, "fastify.mjs": visit },
  };
}
