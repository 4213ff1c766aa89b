import type { Answer, AnswerHead, Headers as HeadersOf } from "../answers/messages.js";
import { CONDITIONS, type Exchange, type Judge, type Ran } from "../serving/exchange.js";

/** The interface of a framework on `Request` and `Response` for a request. */
export interface WebRequest {
  readonly request: Request;
  /** The framework's own request. */
  readonly raw: unknown;
  /** Calls the application with this request. */
  readonly answer: (request: Request) => Promise<Response>;
  /** Receives the response: the application's, or one that replaces it. */
  readonly take: (response: Response) => void;
  /** Calls the application with any request. Undefined: not possible. */
  readonly dispatch: ((request: Request) => Response | Promise<Response>) | undefined;
  readonly behind: (work: Promise<void>) => void;
}

/** Requests that the cache has made itself, with the callbacks for their responses. */
const apart = new WeakMap<Request, (exchange: WebExchange) => Promise<void>>();

/** A request to an application on `Request` and `Response`. */
export class WebExchange implements Exchange {
  readonly request: Exchange["request"];
  readonly raw: unknown;
  readonly isRepeatable: boolean;
  readonly #given: WebRequest;
  /** Resolves when there is a response, whose body may still be streaming. */
  readonly answered: Promise<void>;
  #resolve!: () => void;

  constructor(given: WebRequest) {
    const { method, url, headers } = given.request;
    const { origin, pathname, search } = new URL(url);
    this.request = { method, url: pathname + search, origin, headers: Object.fromEntries(headers) };
    this.raw = given.raw;
    this.isRepeatable = given.dispatch !== undefined;
    this.#given = given;
    this.answered = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Answers instead of the cache, if the cache has made the request itself; undefined: it has not. */
  answerApart(): Promise<void> | undefined {
    const { request } = this.#given;
    const answer = apart.get(request);
    // Another cache behind this one must not handle it.
    apart.delete(request);
    return answer?.(this);
  }

  async run(conditions: HeadersOf | undefined, judge: Judge): Promise<Ran> {
    const { request, answer, take } = this.#given;
    const asked =
      conditions === undefined ? request : new Request(request, { headers: this.#with(conditions) });
    const response = await answer(asked);
    const head = headOf(response);
    const { headers, keep, isWithheld, after } = judge(head);
    if (isWithheld) {
      if (keep === 0) await response.body?.cancel();
      return { ...head, ...(await collect(response.body, keep)) };
    }
    const [sent, kept] = keep > 0 && response.body !== null ? response.body.tee() : [response.body, null];
    const shown = new Response(sent, response);
    for (const [name, value] of Object.entries(headers)) shown.headers.set(name, String(value));
    await after;
    take(shown);
    this.#resolve();
    return { ...head, ...(await collect(kept, keep)) };
  }

  async runApart(conditions: HeadersOf, judge: Judge): Promise<Ran | undefined> {
    const { dispatch, request } = this.#given;
    if (dispatch === undefined) return undefined;
    const again = new Request(request.url, { headers: this.#with(conditions) });
    let ran: Promise<Ran> | undefined;
    apart.set(again, async (exchange) => {
      ran = exchange.run(undefined, judge);
      await Promise.race([ran, exchange.answered]);
    });
    const response = await dispatch(again);
    await response.body?.cancel();
    return ran;
  }

  send({ status, headers, body }: Answer): void {
    const hasBody = status !== 204 && status !== 304;
    const response = new Response(hasBody && this.request.method !== "HEAD" ? new Uint8Array(body) : null, {
      status,
    });
    for (const [name, value] of Object.entries(headers)) {
      for (const line of typeof value === "string" ? [value] : (value ?? []))
        response.headers.append(name, line);
    }
    if (hasBody) response.headers.set("content-length", String(body.length));
    this.#given.take(response);
    this.#resolve();
  }

  behind(work: Promise<void>): void {
    this.#given.behind(work);
  }

  #with(conditions: HeadersOf): Headers {
    const headers = new Headers(this.#given.request.headers);
    for (const name of CONDITIONS) headers.delete(name);
    for (const [name, value] of Object.entries(conditions)) headers.set(name, String(value));
    return headers;
  }
}

function headOf({ status, headers }: Response): AnswerHead {
  const cookies = headers.getSetCookie();
  return {
    status,
    headers: { ...Object.fromEntries(headers), ...(cookies.length === 0 ? {} : { "set-cookie": cookies }) },
  };
}

/** Reads up to `most` bytes. */
async function collect(
  stream: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<Pick<Ran, "body" | "hasEnded">> {
  if (most === 0) return { body: undefined, hasEnded: true };
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream ?? []) {
      size += chunk.length;
      // Leaving the loop cancels the stream.
      if (size > most) return { body: undefined, hasEnded: true };
      chunks.push(chunk);
    }
    return { body: Buffer.concat(chunks), hasEnded: true };
  } catch {
    return { body: undefined, hasEnded: false };
  }
}
