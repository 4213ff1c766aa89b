import assert from "node:assert/strict";
import type { Cases } from "../suite/cases.js";
import type { CipherSuiteContext } from "./cipher-suite-context.js";
import { MEMBER } from "./contexts.js";

export const memberCases: Cases<CipherSuiteContext> = {
  "the same member is encrypted to the same bytes, at any time and by any instance with the same keys":
    async ({ cipher, twin }) => {
      for (const text of ["", "7", "Ada", "x".repeat(10_000)]) {
        const first = await cipher.encrypt(Buffer.from(text), MEMBER);
        assert.ok(first.equals(await cipher.encrypt(Buffer.from(text), MEMBER)), text.slice(0, 20));
        assert.ok(first.equals(await twin.encrypt(Buffer.from(text), MEMBER)), text.slice(0, 20));
      }
    },

  "other members are encrypted to other bytes": async ({ cipher }) => {
    const seen = new Set<string>();
    for (let n = 0; n < 1000; n++)
      seen.add((await cipher.encrypt(Buffer.from(`${n}`), MEMBER)).toString("hex"));
    assert.equal(seen.size, 1000);
  },

  "other keys encrypt a member to other bytes": async ({ cipher, stranger }) => {
    const data = Buffer.from("Ada");
    const theirs = await stranger.encrypt(data, MEMBER);
    assert.ok(!(await cipher.encrypt(data, MEMBER)).equals(theirs));
  },
};
