/** A row of the README: tests that fail, and why. */
interface KnownFailure {
  readonly tests: readonly string[];
  readonly why: string;
}

/** Required tests of cache-tests that fail. */
export const KNOWN_FAILURES: readonly KnownFailure[] = [
  {
    tests: ["headers-store-Set-Cookie", "304-etag-update-response-Set-Cookie"],
    why: "a cookie that is stored is one session for all users",
  },
  {
    tests: [
      "age-parse-nonnumeric",
      "age-parse-negative",
      "age-parse-float",
      "age-parse-parameter",
      "age-parse-numeric-parameter",
      "age-parse-prefix-twoline",
      "age-parse-dup-0",
      "age-parse-dup-0-twoline",
      "age-parse-dup-old",
    ],
    why: "RFC 9111 (5.1): the first of several values of `Age` counts, and one that is no number of seconds is ignored",
  },
  {
    tests: [
      "stale-close-must-revalidate",
      "stale-close-proxy-revalidate",
      "stale-close-no-cache",
      "stale-close-s-maxage=2",
    ],
    why: "the client gets the 502 of the proxy, which the suite takes for a stored answer: it lacks the header of its origin",
  },
  {
    tests: [
      "304-etag-update-response-ETag",
      "304-etag-update-response-Content-MD5",
      "304-etag-update-response-Content-Type",
    ],
    why: "RFC 9111: a 304 with another `ETag` updates nothing (4.3.4). Others update `Content-MD5`, and need not update `Content-Type` (3.2)",
  },
  {
    tests: ["headers-store-Content-Length", "304-etag-update-response-Content-Length"],
    why: "its origin announces fewer bytes than it sends, which `node:http` refuses",
  },
  { tests: ["partial-use-headers"], why: "parts are not stored: the application answers `Range`" },
  {
    tests: [
      "surrogate-max-age-0-expires",
      "surrogate-max-age-long-cc-max-age",
      "surrogate-no-store-cc-fresh",
      "surrogate-fresh-cc-nostore",
    ],
    why: "`Surrogate-Control`, like `CDN-Cache-Control`, is for a CDN, which stands before the application",
  },
];
