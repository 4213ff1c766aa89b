/** Headers by their names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a cache sees of a request. */
export interface RequestHead {
  readonly method: string;
  /** Path and query, as they came. */
  readonly url: string;
  /** Scheme and host that the client asked, such as `https://shop.example`. */
  readonly origin: string;
  /** What else the application distinguishes answers by; `""`: nothing. */
  readonly key: string;
  readonly headers: Headers;
}

/** What comes before the body of an answer. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Headers;
}

export interface Answer extends AnswerHead {
  readonly body: Buffer;
}

/** All lines of a header as one, as RFC 9110 (5.3) allows; undefined where there is none. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return value === undefined || typeof value === "string" ? value : value.join(", ");
}
