import type { Fixture } from "../lib/fixture.js";

/** The page's two programs want two versions of Keyv. */
export function fixture(): Fixture {
  return { replace: { 'import { Keyv } from "keyv"': 'import { Keyv } from "keyv-v6"' } };
}
