import { expect } from "vitest";

/** What the pages of frameworks have in common: a user is cached, is written, and is read anew; others are not there. */
export async function askUsers(url: string): Promise<void> {
  expect(await (await fetch(url)).json()).toEqual({ name: "Ada" });
  expect((await fetch(new URL("/users/9", url))).status).toBe(404);
  const headers = { "content-type": "application/json" };
  await fetch(url, { method: "PUT", headers, body: '{"name":"Ada Lovelace"}' });
  expect(await (await fetch(url)).json()).toEqual({ name: "Ada Lovelace" });
  expect(await (await fetch(new URL("/health", url))).json()).toEqual({ redis: "up" });
}
