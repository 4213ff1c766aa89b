import { Inject } from "@nestjs/common";
import { getCacheToken } from "./cache-token.js";

/** Injects a cache: `constructor(@InjectCache("sessions") private readonly sessions: Cache) {}`. Default: the cache `default`. */
export function InjectCache(alias?: string): PropertyDecorator & ParameterDecorator {
  return Inject(getCacheToken(alias));
}
