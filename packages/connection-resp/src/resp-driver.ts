import type { PluginClass } from "@coffer/cache-core";
import {
  checkDriverKwargs,
  type Driver,
  type KnownOptions,
  LinkAdapter,
  NET_OPTIONS,
  RespAdapter,
  RespClient,
  type RespClientClass,
  TLS_OPTIONS,
  tlsOptions,
} from "@coffer/connection-kit";

/** The options in REDIS_CLIENT_KWARGS, which override the URL and the other settings. */
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

  options: (url, args, kwargs, problems) => {
    const { db, username, password, ssl, socket_keepalive } = args;
    const { tls: given, ...others } = kwargs;
    return {
      ...(url.path === undefined ? { host: url.host, port: url.port } : { path: url.path }),
      ...(db !== undefined && { db }),
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      // The client sets the server name (SNI) itself, since its duplicates may have other hosts.
      ...((url.tls || ssl || Boolean(given)) && { tls: tlsOptions(undefined, args, given, problems) }),
      ...(socket_keepalive === false && { keepAlive: null }),
      ...others,
    };
  },

  check: (kwargs, problems, isOwnClass) => checkDriverKwargs(kwargs, OPTIONS, problems, isOwnClass),

  createAdapter: (Client, options) => new RespAdapter(Client as unknown as RespClientClass, options),

  // A parser of the application is for the connection. Links use the kit's, which reads their messages.
  createLink: (_, { parserClass: _parser, ...options }) => new LinkAdapter(options),
};
