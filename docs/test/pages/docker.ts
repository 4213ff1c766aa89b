import { freePort } from "@coffer-internal/servers";
import { expect } from "vitest";
import type { Fixture, PageContext } from "../lib/fixture.js";

export async function fixture({ server }: PageContext): Promise<Fixture> {
  return {
    replace: { "3000": String(await freePort(false)) },
    env: { CACHE_URL: `${server.url(0)}?key_prefix=shop` },
    drive: {
      "server.mjs": async ({ line }) => {
        const url = await line(/^http/);
        const answer = async (path: string) => (await fetch(new URL(path, url))).json();
        expect(await answer("/products")).toEqual(["tea", "rice"]);
        expect(String(await server.command("GET", "shop:1:products"))).toBe('["tea","rice"]');
        expect(await answer("/health")).toEqual({ redis: "up" });
        expect((await fetch(new URL("/nothing", url))).status).toBe(404);
      },
    },
  };
}
