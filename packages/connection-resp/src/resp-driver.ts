import type { PluginClass } from "@coffer/cache-core";
import {
  checkDriverKwargs,
  type Driver,
  type KnownOptions,
  NET_OPTIONS,
  TLS_OPTIONS,
  tlsOptions,
} from "@coffer/connection-kit";
import { type RespClientClass, RespHandle } from "./resp-adapter.js";
import { RespClient } from "./resp-client.js";

/** What REDIS_CLIENT_KWARGS may have beside what the URL and the other settings say, which it wins over. */
const OPTIONS: KnownOptions = {
  known: "host port path family localAddress lookup tls keepAlive username password db parserClass".split(
    " ",
  ),
  parts: { tls: { known: [...TLS_OPTIONS, ...NET_OPTIONS] } },
};

/** The small client of this package. */
export const respDriver: Driver = {
  Client: RespClient as PluginClass,
  description: "The driver: RespClient of @coffer/connection-resp, or a subclass of it.",

  options: (url, stated, kwargs, mistakes) => {
    const { db, username, password, ssl, socket_keepalive } = stated;
    const { tls: given, ...others } = kwargs;
    return {
      ...(url.path === undefined ? { host: url.host, port: url.port } : { path: url.path }),
      ...(db !== undefined && { db }),
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      // The client tells the server its name by itself, as its duplicates do for other hosts.
      ...((url.tls || ssl || Boolean(given)) && { tls: tlsOptions(undefined, stated, given, mistakes) }),
      ...(socket_keepalive === false && { keepAlive: null }),
      ...others,
    };
  },

  check: (kwargs, mistakes, isOwnClass) => checkDriverKwargs(kwargs, OPTIONS, mistakes, isOwnClass),

  handle: (Client, options) => new RespHandle(Client as unknown as RespClientClass, options),
};
