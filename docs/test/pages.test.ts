import { existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, expect, it } from "vitest";
import { consoleCalls } from "./lib/console-calls.js";
import type { Fixture, MakeFixture, PageContext } from "./lib/fixture.js";
import { filesOf, type PageFile, programsOf, writeFiles } from "./lib/page-files.js";
import { allPages, type Page } from "./lib/pages.js";
import { promiseKept } from "./lib/promise-kept.js";
import { runProgram } from "./lib/run-program.js";

/** In the docs, so that programs find the packages of this workspace. */
const FOLDER = fileURLToPath(new URL("../.pages/run/", import.meta.url));

const pages = allPages().filter(({ fences }) => programsOf(filesOf(fences)).length > 0);

/** What the page needs besides a Redis. */
async function fixtureOf({ slug }: Page, context: PageContext): Promise<Fixture> {
  const file = new URL(`pages/${slug}.ts`, import.meta.url);
  if (!existsSync(file)) return {};
  const { fixture } = (await import(/* @vite-ignore */ file.href)) as { fixture: MakeFixture };
  return fixture(context);
}

const exchange = (text: string, pairs: readonly (readonly [string, string])[]) =>
  pairs.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);

/** What comments of a program say otherwise than it printed. */
function brokenPromises(program: PageFile, ran: string, printed: ReadonlyMap<string, string>) {
  const places = consoleCalls(ran).map(({ place }) => place);
  return consoleCalls(program.code).flatMap(({ code, promised }, index) => {
    const output = printed.get(places[index] as string);
    if (promised === undefined || (output !== undefined && promiseKept(promised, output))) return [];
    return [{ code, promised, printed: output }];
  });
}

// Each page has a Redis of its own, so they run side by side.
describe.concurrent("the code of a page runs and prints what its comments say", () => {
  afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

  it.each(pages)("$path", async (page) => {
    const folder = `${FOLDER}${page.slug}`;
    await using server = await startServer();
    const context = { server, folder };
    const fixture = await fixtureOf(page, context);
    const replace = Object.entries({ ...fixture.replace, "127.0.0.1:6379": `127.0.0.1:${server.port}` });
    const back = replace.map(([from, to]) => [to, from] as const);
    const files = filesOf(page.fences);
    const translated = filesOf(page.translation?.fences ?? []);
    writeFiles(folder, files, (text) => exchange(text, replace));
    try {
      for (const program of programsOf(files)) {
        if (fixture.notRun?.[program.name] !== undefined) continue;
        const ran = exchange(program.code, replace);
        const promised = consoleCalls(ran).filter((call) => call.promised !== undefined);
        const output = await runProgram(program.name, context, fixture, (printed) =>
          promised.every(({ place }) => printed.has(place)),
        );
        const printed = new Map([...output].map(([place, text]) => [place, exchange(text, back)]));
        expect(brokenPromises(program, ran, printed)).toEqual([]);
        const translation = translated.find(({ name }) => name === program.name);
        if (translation !== undefined) expect(brokenPromises(translation, ran, printed)).toEqual([]);
      }
    } finally {
      await fixture.stop?.();
    }
  });
});
