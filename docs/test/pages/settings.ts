import type { Fixture } from "../lib/fixture.js";

/** Its settings name a variable; nothing connects with them. */
export const fixture = (): Fixture => ({ env: { REDIS_PASSWORD: "secret" } });
