/** Headers by their names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The parts of a request that a cache uses. */
export interface RequestHead {
  readonly method: string;
  /** Path and query, unchanged. */
  readonly url: string;
  /** Scheme and host of the client's request, such as `https://shop.example`. */
  readonly origin: string;
  /** Another text that distinguishes responses; `""`: none. */
  readonly key: string;
  readonly headers: Headers;
}

/** The part of a response before its body. */
export interface AnswerHead {
  /** The status code. */
  readonly status: number;
  /** The headers, by name in lower case. */
  readonly headers: Headers;
}

export interface Answer extends AnswerHead {
  readonly body: Buffer;
}

/** All lines of a header joined, as RFC 9110 (5.3) allows; undefined if there is none. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return value === undefined || typeof value === "string" ? value : value.join(", ");
}
