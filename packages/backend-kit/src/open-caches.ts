import {
  type Caches,
  type CreateCachesOptions,
  type createCaches,
  type Settings,
  show,
} from "@coffer/cache-core";
import { checkNames } from "./check-names.js";

/** The core checks them, too, but first looks for settings, whose name may be the one that is mistyped. */
const KNOWN = ["settings", "caches", "ready", "parent", "allow", "env", "defaults", "embedded"];

/** What a framework's adapter takes: settings, whose caches it opens and closes, or caches, which stay the application's to close. */
export type CachesSource = OwnCaches | GivenCaches;

/** The options of `createCaches`, and the settings. */
export interface OwnCaches extends CreateCachesOptions {
  /**
   * What `createCaches` takes: an object, the path of a file, a URL.
   * @default the environment's `CACHE_URL`
   */
  readonly settings?: Settings | string | URL | undefined;
  readonly caches?: undefined;
  /**
   * `true`: the application starts only if every server of every cache answers.
   * @default false
   */
  readonly ready?: boolean | undefined;
}

export interface GivenCaches {
  /** What `createCaches` resolved to. */
  readonly caches: Caches;
  readonly settings?: undefined;
  readonly ready?: boolean | undefined;
}

/**
 * The caches that an adapter was given, or those of the settings that it was given.
 * @param who such as "@coffer/fastify", for messages.
 * @param importCoffer `() => import("coffer")`, for settings. Who gives caches need not have it: they may be the core's, of other parts.
 * @throws TypeError for what is neither; what `createCaches` throws; with `ready`, the error of a server that does not answer.
 */
export async function openCaches(
  source: CachesSource,
  who: string,
  importCoffer: () => Promise<{ readonly createCaches: typeof createCaches }>,
): Promise<Caches> {
  checkSource(source, who);
  if (source.caches !== undefined) return givenCaches(source, who);
  const { settings, caches: _, ready, ...options } = source;
  const coffer = await importCoffer().catch((cause) => {
    throw new Error(`${who} cannot load coffer: install it beside, or give caches instead of settings`, {
      cause,
    });
  });
  const caches = await coffer.createCaches(settings as Settings, options);
  try {
    if (ready) await caches.ready();
  } catch (error) {
    // They are not returned, so nothing else could close them, and their connections would keep the process alive.
    await caches.close().catch(() => {});
    throw error;
  }
  return caches;
}

async function givenCaches({ caches, ready, ...others }: GivenCaches, who: string): Promise<Caches> {
  // By shape, not by class: there may be two copies of the core.
  if (!Array.isArray(Object(caches).aliases)) {
    // What it is and not what it holds: a driver's own object has the password.
    const kind = caches instanceof Promise ? "a promise: await it first" : typeof caches;
    throw new TypeError(`${who}: caches must be what createCaches resolves to, got ${kind}`);
  }
  const [other] = Object.entries(others).find(([, value]) => value !== undefined) ?? [];
  if (other !== undefined) throw new TypeError(`${who}: ${other} is for settings; it was given caches`);
  if (ready) await caches.ready();
  return caches;
}

function checkSource(source: CachesSource, who: string): void {
  checkNames(source, KNOWN, who);
  const { ready } = source;
  if (ready === undefined || typeof ready === "boolean") return;
  throw new TypeError(`${who}: ready must be true or false, got ${show(ready)}`);
}
