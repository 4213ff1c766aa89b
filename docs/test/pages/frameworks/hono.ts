import { freePort } from "@coffer-internal/servers";
import { expect } from "vitest";
import type { Fixture } from "../../lib/fixture.js";

export async function fixture(): Promise<Fixture> {
  return {
    replace: { "3000": String(await freePort(false)) },
    drive: {
      "page.mjs": async ({ line }) => {
        expect(await (await fetch(await line(/^http/))).json()).toEqual({ name: "Ada Lovelace" });
      },
    },
  };
}
