import { freePort } from "@coffer-internal/servers";
import { expect } from "vitest";
import type { Fixture } from "../../lib/fixture.js";
import { askUsers } from "../../support/ask-users.js";

export async function fixture(): Promise<Fixture> {
  return {
    replace: {
      "3000": String(await freePort(false)),
      // On a busy machine, importing the driver may take longer than the ten seconds that Fastify gives a plugin.
      "Fastify()": "Fastify({ pluginTimeout: 0 })",
    },
    drive: {
      "page.mjs": async ({ line }) => {
        const url = await line(/^http/);
        const at = (path: string) => new URL(path, url);
        await askUsers(url);
        expect((await fetch(at("/search?q=tea"))).headers.get("x-ratelimit-remaining")).toBe("99");
      },
    },
  };
}
