import { type ClientContext, withoutCredentials } from "@coffer/cache-core";
import { type Finding, warning } from "./finding.js";

const UNVERIFIED = /[?&](?:ssl_cert_reqs=none|ssl_check_hostname=(?:0|f|false|n|no))(?:&|$)/i;

/** Findings about TLS: whether the server is verified. */
export function tlsFindings({ servers, options }: ClientContext): Finding[] {
  const { CONNECTION_POOL_KWARGS: kwargs = {} } = options as {
    readonly CONNECTION_POOL_KWARGS?: Readonly<Record<string, unknown>>;
  };
  const { ssl, ssl_cert_reqs: required, ssl_check_hostname: checksName } = kwargs;
  const unverified =
    required === null || /^none$/i.test(String(required)) || /^(?:0|f|false|n|no)$/i.test(String(checksName));
  return servers
    .filter(
      (url) =>
        (/^rediss:/i.test(url.trim()) || ssl === true || /[?&]ssl=(?:1|t|true|y|yes)(?:&|$)/i.test(url)) &&
        (unverified || UNVERIFIED.test(url)),
    )
    .map((url) =>
      warning(
        `${withoutCredentials(url)} is encrypted but not verified: an impostor would get the password`,
        "remove ssl_cert_reqs and ssl_check_hostname; name the server's authority in ssl_ca_certs, and in LOCATION the name in its certificate",
      ),
    );
}
