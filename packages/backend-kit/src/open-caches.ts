import {
  type Caches,
  type CreateCachesOptions,
  type createCaches,
  type Settings,
  show,
} from "@coffer/cache-core";
import { checkNames } from "./check-names.js";

/** The core checks them too, but it first looks for settings, whose name may be the mistyped one. */
const KNOWN = ["settings", "caches", "ready", "parent", "allow", "env", "defaults", "embedded"];

/**
 * The options of a framework's adapter: settings, whose caches it opens and closes, or caches, which the application
 * closes.
 */
export type CachesSource = OwnCaches | GivenCaches;

/** Settings, from which the adapter creates the caches, and the options of `createCaches`. */
export interface OwnCaches extends CreateCachesOptions {
  /**
   * What `createCaches` takes: an object, the path of a file, or a URL.
   * @default the environment's `CACHE_URL`
   */
  readonly settings?: Settings | string | URL | undefined;
  /** Not together with settings. */
  readonly caches?: undefined;
  /**
   * `true`: the application starts only if every server of every cache answers.
   * @default false
   */
  readonly ready?: boolean | undefined;
}

/** Caches that the application has created, and closes itself. */
export interface GivenCaches {
  /** The result of `createCaches`. */
  readonly caches: Caches;
  /** Not together with `caches`. */
  readonly settings?: undefined;
  /** As with settings. */
  readonly ready?: boolean | undefined;
}

/**
 * Returns the caches that an adapter was given, or creates those of the given settings.
 * @param who such as "@coffer/fastify", for messages.
 * @param importCoffer `() => import("coffer")`, called only for settings: with given caches, the package coffer need not be installed.
 * @throws TypeError for other values; the errors of `createCaches`; with `ready`, the error of a server that does not answer.
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
    throw new Error(`${who} cannot load coffer: install it too, or give caches instead of settings`, {
      cause,
    });
  });
  const caches = await coffer.createCaches(settings as Settings, options);
  try {
    if (ready) await caches.ready();
  } catch (error) {
    // The caller does not get them, so nothing else could close them, and their connections would keep the process
    // alive.
    await caches.close().catch(() => {});
    throw error;
  }
  return caches;
}

async function givenCaches({ caches, ready, ...others }: GivenCaches, who: string): Promise<Caches> {
  // Recognized by shape, not by class: there may be two copies of the core.
  if (!Array.isArray(Object(caches).aliases)) {
    // Shows the type and not the content: a driver's own object has the password.
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
