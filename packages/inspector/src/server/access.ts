import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { CheckedOptions } from "../options.js";
import { checkOrigin, checkToken, hostOf } from "./csrf.js";
import { HttpFault } from "./http-fault.js";

/**
 * Accepts a request, or throws the reason for its rejection. Called for every request, before anything else.
 * @throws HttpFault
 */
export async function admit(
  request: IncomingMessage,
  { hosts, authorize, write }: CheckedOptions,
  isApi: boolean,
): Promise<void> {
  checkHost(hostOf(request), hosts);
  if (isApi) checkOrigin(request);
  // A rejection is not a permission, and its message may contain data of the application.
  const isAllowed = await Promise.resolve()
    .then(() => authorize(request))
    .catch(() => false);
  if (isAllowed !== true)
    throw new HttpFault(403, "you may not see the caches: authorize did not return true");
  if (request.method !== "POST") return;
  if (!write) throw new HttpFault(403, "the inspector is read-only: it was created without write: true");
  checkToken(request);
}

/** @throws HttpFault (421) for a name that anybody may have resolved to this server. */
function checkHost(host: string, hosts: readonly string[]): void {
  const name = host.replace(/:\d*$/, "");
  if (name === "localhost" || isIP(name.replace(/^\[(.*)\]$/, "$1")) !== 0 || hosts.includes(name)) return;
  throw new HttpFault(421, `the inspector does not accept this Host: name it in its option hosts`);
}
