import { freePort } from "@coffer-internal/servers";
import { expect } from "vitest";
import type { Fixture } from "../lib/fixture.js";

type Drive = NonNullable<Fixture["drive"]>[string];

/** The list is cached, and a product that is added is in it at once. */
const addProduct: Drive = async ({ server, line }) => {
  const url = await line(/^http/);
  const list = async () => (await fetch(url)).json();
  for (const _time of [1, 2]) expect(await list()).toEqual(["tea", "rice"]);
  expect(String(await server.command("GET", "shop:1:products"))).toBe('["tea","rice"]');
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: '{"name":"salt"}' });
  expect(answer.status).toBe(201);
  expect(await list()).toEqual(["tea", "rice", "salt"]);
  await server.command("FLUSHALL");
};

export async function fixture(): Promise<Fixture> {
  return {
    replace: {
      "3000": String(await freePort(false)),
      // On a busy machine, importing the driver may take longer than the ten seconds that Fastify gives a plugin.
      "Fastify()": "Fastify({ pluginTimeout: 0 })",
    },
    drive: { "express.mjs": addProduct, "fastify.mjs": addProduct },
  };
}
