import { freePort } from "@coffer-internal/servers";
import { expect } from "vitest";
import type { Fixture } from "../../lib/fixture.js";
import { askUsers } from "../../support/ask-users.js";

export async function fixture(): Promise<Fixture> {
  return {
    replace: { "3000": String(await freePort(false)) },
    drive: {
      "page.mjs": async ({ line }) => {
        const url = await line(/^http/);
        const at = (path: string) => new URL(path, url);
        await askUsers(url);

        const statusOf = async () => (await fetch(at("/products"))).headers.get("cache-status");
        expect(await statusOf()).toMatch(/stored/);
        expect(await statusOf()).toMatch(/hit/);
        await fetch(at("/products"), { method: "POST" });
        expect(await statusOf()).toMatch(/stored/);

        const login = await fetch(at("/login"), { method: "POST" });
        const cookie = String(login.headers.getSetCookie()[0]?.split(";")[0]);
        expect(await (await fetch(at("/me"), { headers: { cookie } })).json()).toBe("Ada");

        const search = await fetch(at("/search?q=tea"));
        expect(search.headers.get("x-ratelimit-remaining")).toBe("99");
      },
    },
  };
}
