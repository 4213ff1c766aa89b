import { expect, it } from "vitest";
import { startExample } from "../../../fixtures/start-example.js";

it("examples/express-session shows its cache to Ada, and to nobody else", async () => {
  await using example = await startExample("express-session/main.mjs", undefined);
  const login = async (user: string) => {
    const response = await example.ask(`/login?user=${user}`, { redirect: "manual" });
    return { cookie: response.headers.getSetCookie()[0]?.split(";")[0] as string };
  };
  expect((await example.ask("/cache/")).status).toBe(403);
  expect((await example.ask("/cache/api/keys", { headers: await login("bob") })).status).toBe(403);
  const headers = await login("ada");
  expect(await (await example.ask("/cache", { headers })).text()).toMatch(/<title>coffer/);
  const { rows } = (await (await example.ask("/cache/api/keys?cache=sessions", { headers })).json()) as {
    rows: unknown[];
  };
  expect(rows.length).toBeGreaterThan(0);
});
