import type { ServerAddress } from "@coffer/cache-core";

/** Leaves out the credentials of the URL. Empty for a URL that only its connection factory understands. */
export function serverAddressOf([server, ...others]: readonly string[]): ServerAddress {
  if (server === undefined || others.length > 0 || !URL.canParse(server)) return {};
  const { protocol, hostname, port, pathname, searchParams } = new URL(server);
  const isSocket = protocol === "unix:";
  const path = isSocket ? "" : pathname.slice(1);
  return {
    database: searchParams.get("db") ?? (path || "0"),
    serverAddress: isSocket ? decodeURIComponent(pathname) : hostname,
    ...(port !== "" && { serverPort: Number(port) }),
  };
}
