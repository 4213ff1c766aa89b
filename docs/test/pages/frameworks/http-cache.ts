import { freePort } from "@coffer-internal/servers";
import { expect } from "vitest";
import type { Fixture } from "../../lib/fixture.js";

export async function fixture(): Promise<Fixture> {
  return {
    replace: { "3000": String(await freePort(false)) },
    drive: {
      "page.mjs": async ({ line }) => {
        const url = await line(/^http/);
        const statusOf = async () => (await fetch(url)).headers.get("cache-status");
        expect(await statusOf()).toMatch(/^coffer; fwd=uri-miss; stored/);
        expect(await statusOf()).toMatch(/^coffer; hit; ttl=/);
        expect((await fetch(url, { method: "PUT" })).status).toBe(204);
        expect(await statusOf()).toMatch(/^coffer; fwd=uri-miss; stored/);
      },
    },
  };
}
