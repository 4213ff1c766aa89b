import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import type { Fixture } from "../lib/fixture.js";

const run = promisify(execFile);

/** Django's part of the page, between the two of Node. COFFER_NO_DJANGO leaves it out, as it leaves out the tests against django-redis. */
export function fixture(): Fixture {
  if (process.env.COFFER_NO_DJANGO) return { notRun: { "page.mjs": "it waits for Django" } };
  return {
    drive: {
      "page.mjs": async ({ folder, line }) => {
        await line(/^true$/);
        const env = { ...process.env, DJANGO_SETTINGS_MODULE: "settings" };
        const { stdout } = await run("/usr/bin/python3", ["orders.py"], { cwd: folder, env });
        const program = readFileSync(join(folder, "orders.py"), "utf8");
        const promised = [...program.matchAll(/^print\(.*\) {2}# (.*)$/gm)].map(([, comment]) => comment);
        expect(stdout.trimEnd().split("\n")).toEqual(promised);
        await line(/Zoë/);
      },
    },
  };
}
