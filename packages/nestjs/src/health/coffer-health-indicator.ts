import { type Caches, Caches as CachesToken, codeOf } from "@coffer/cache-core";
import { Inject, Injectable } from "@nestjs/common";

/** Options of `isHealthy`. */
export interface CofferHealthOptions {
  /**
   * The alias of the cache to check.
   * @default all caches
   */
  readonly alias?: string | undefined;
}

/** The result that @nestjs/terminus reads. */
export type HealthResult<Name extends string> = Record<
  Name,
  { readonly status: "up" } | { readonly status: "down"; readonly code?: string; readonly message: string }
>;

/** Checks whether Redis answers, for @nestjs/terminus: `() => this.cache.isHealthy("redis")`. */
@Injectable()
export class CofferHealthIndicator {
  readonly #caches: Caches;

  constructor(@Inject(CachesToken) caches: Caches) {
    this.#caches = caches;
  }

  /**
   * Sends `PING` to every server. Ends within `SOCKET_CONNECT_TIMEOUT` and `SOCKET_TIMEOUT`, and reports `down`, with
   * the code and the message of the error, if one does not answer.
   * @param name the name of the result.
   * @throws ImproperlyConfigured for an unknown alias.
   */
  async isHealthy<const Name extends string>(
    name: Name,
    { alias }: CofferHealthOptions = {},
  ): Promise<HealthResult<Name>> {
    const checked = alias === undefined ? this.#caches : this.#caches.get(alias).client;
    try {
      await checked.ready();
      return { [name]: { status: "up" } } as HealthResult<Name>;
    } catch (error) {
      const { message } = error as Error;
      return { [name]: { status: "down", code: codeOf(error), message } } as HealthResult<Name>;
    }
  }
}
