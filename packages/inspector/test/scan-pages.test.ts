import type { Reply } from "@coffer/cache-core";
import { expect, it } from "vitest";
import { scanPages } from "../src/diagnosis/scan-pages.js";

/** Three pages of a key each, from a connection that is replaced from the second page on if `isLost`. */
function connection(isLost: boolean) {
  let asked = 0;
  return {
    native: undefined,
    generation: 1,
    async send(): Promise<Reply> {
      asked += 1;
      if (asked === 2 && isLost) this.generation = 2;
      return [asked === 3 ? "0" : String(asked), [Buffer.from(`k${asked}`)]];
    },
  };
}

async function found(isLost: boolean): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of scanPages(connection(isLost) as never, "*")) keys.push(...page.map(String));
  return keys;
}

it("a scan returns every page, and ends with an error if its connection was replaced", async () => {
  expect(await found(false)).toEqual(["k1", "k2", "k3"]);
  await expect(found(true)).rejects.toMatchObject({
    code: "ERR_NO_REPLY",
    message: expect.stringMatching(/start again/),
  });
});
