import { describe, expect, it } from "vitest";
import { Recent } from "../src/recent.js";

describe("recent entries", () => {
  it("are returned as set, zero included", () => {
    const recent = new Recent<number>(2);
    recent.set("a", 0);
    expect(recent.get("a")).toBe(0);
    expect(recent.get("b")).toBeUndefined();
  });

  it("stay if they are used repeatedly, and others are removed", () => {
    const recent = new Recent<number>(100);
    recent.set("kept", 1);
    for (let n = 0; n < 10_000; n++) {
      if (recent.get(`k${n}`) === undefined) recent.set(`k${n}`, n);
      expect(recent.get("kept")).toBe(1);
    }
    const found = Array.from({ length: 10_000 }, (_, n) => recent.get(`k${n}`) !== undefined);
    expect(found.filter(Boolean).length).toBeLessThanOrEqual(200);
    expect(found.at(-1)).toBe(true);
  });
});
