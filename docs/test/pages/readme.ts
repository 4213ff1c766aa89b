import { freePort } from "@coffer-internal/servers";
import { expect } from "vitest";
import type { Fixture } from "../lib/fixture.js";

export async function fixture(): Promise<Fixture> {
  const port = String(await freePort(false));
  return {
    replace: { "3000": port },
    drive: {
      "server.mjs": async ({ server, line }) => {
        const url = await line(/^http/);
        for (const _time of [1, 2]) expect(await (await fetch(url)).text()).toBe('["tea","rice"]');
        expect((await server.info("keyspace")).db1).toMatch(/^keys=1,/);
      },
    },
  };
}
