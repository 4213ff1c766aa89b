import { describe, expect, it } from "vitest";
import { translations } from "../scripts/translations.js";

describe("the Chinese pages", () => {
  const { missing, stale, orphans } = translations();

  it("are there for every English one", () => {
    expect(missing).toEqual([]);
    expect(orphans).toEqual([]);
  });

  it("were translated from the English as it is now (npm run docs:translations says what to do)", () => {
    expect(stale).toEqual([]);
  });
});
