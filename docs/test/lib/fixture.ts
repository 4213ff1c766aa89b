import type { RedisServer } from "@coffer-internal/servers";

/** Where a page runs. */
export interface PageContext {
  /** What `127.0.0.1:6379` of the page is. It is empty, and the page's own. */
  readonly server: RedisServer;
  /** The folder of its files. */
  readonly folder: string;
}

/** A program of a page while it runs. */
interface RunningProgram extends PageContext {
  /** Resolves to the line of its output that matches. Rejects when the program ends before. */
  line(pattern: RegExp): Promise<string>;
}

/** What a page needs besides a Redis: `docs/test/pages/<slug>.ts` exports `fixture`, a function that makes it. */
export interface Fixture {
  /** Texts of the page, and what stands in their place while it runs: addresses, ports, paths. What is printed is changed back. */
  readonly replace?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** By the name of a program: what is done while it runs, such as to ask a server. The program is ended afterwards. */
  readonly drive?: Readonly<Record<string, (program: RunningProgram) => Promise<void>>>;
  /** By the name of a program, why it does not run here. */
  readonly notRun?: Readonly<Record<string, string>>;
  readonly stop?: () => Promise<unknown>;
}

export type MakeFixture = (context: PageContext) => Promise<Fixture> | Fixture;
