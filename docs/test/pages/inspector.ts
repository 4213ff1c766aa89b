import { freePort } from "@coffer-internal/servers";
import { expect } from "vitest";
import type { Fixture } from "../lib/fixture.js";

type Drive = NonNullable<Fixture["drive"]>[string];

const look: Drive = async ({ line }) => {
  const page = await fetch(`${await line(/^http/)}/`);
  expect(await page.text()).toMatch(/<title>coffer/);
};

export async function fixture(): Promise<Fixture> {
  return {
    replace: { "3000": String(await freePort(false)) },
    env: { NODE_ENV: "development" },
    drive: { "express.mjs": look, "fastify.mjs": look, "server.mjs": look },
  };
}
