import type { IncomingMessage, ServerResponse } from "node:http";
import inject from "light-my-request";
import type { Answer, Headers } from "../answers/messages.js";
import { CONDITIONS, type Exchange, type Judge, type Ran } from "../serving/exchange.js";
import { CapturedResponse } from "./captured-response.js";

/** A request of a framework on `node:http`. */
export interface NodeRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The framework's own request. */
  readonly raw: unknown;
  /** Path and query, unchanged. */
  readonly url: string;
  /** Scheme and host of the client's request, by the framework's own settings for proxies. */
  readonly origin: string;
  /** Passes the request on to the application. */
  readonly next: () => void;
  /** Calls the application with any request. Undefined: not possible. */
  readonly dispatch: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  /** Sends a response if the application has not been called. Left out: on the response object. */
  readonly send?: ((answer: Answer) => void) | undefined;
}

/** Requests that the cache has made itself, with the callbacks for their responses. */
const apart = new WeakMap<
  IncomingMessage,
  { readonly judge: Judge; readonly done: (ran: Promise<Ran>) => void }
>();

/** Whether the cache has made a request itself; then its response goes to the callback. */
export function isApart({
  request,
  response,
  next,
}: Pick<NodeRequest, "request" | "response" | "next">): boolean {
  const waiting = apart.get(request);
  if (waiting === undefined) return false;
  // Another cache behind this one must not handle it.
  apart.delete(request);
  waiting.done(new CapturedResponse(response).watch(waiting.judge));
  next();
  return true;
}

/** A request to an application on `node:http`. */
export class NodeExchange implements Exchange {
  readonly request: Exchange["request"];
  readonly raw: unknown;
  readonly isRepeatable: boolean;
  readonly #given: NodeRequest;
  readonly #captured: CapturedResponse;
  #hasRun = false;

  constructor(given: NodeRequest) {
    const { request, raw, url, origin, dispatch } = given;
    this.request = { method: request.method ?? "GET", url, origin, headers: { ...request.headers } };
    this.raw = raw;
    this.isRepeatable = dispatch !== undefined;
    this.#given = given;
    this.#captured = new CapturedResponse(given.response);
  }

  run(conditions: Headers | undefined, judge: Judge): Promise<Ran> {
    const { request, next } = this.#given;
    this.#hasRun = true;
    if (conditions !== undefined) {
      for (const name of CONDITIONS) delete request.headers[name];
      Object.assign(request.headers, conditions);
    }
    const ran = this.#captured.watch(judge);
    next();
    return ran;
  }

  async runApart(conditions: Headers, judge: Judge): Promise<Ran | undefined> {
    const { dispatch, request } = this.#given;
    if (dispatch === undefined) return undefined;
    const { url, origin } = this.request;
    const headers = { ...this.request.headers };
    for (const name of CONDITIONS) delete headers[name];
    let ran: Promise<Ran> | undefined;
    await inject(
      (again, response) => {
        const message = again as unknown as IncomingMessage;
        if (origin.startsWith("https:")) Object.assign(message.socket, { encrypted: true });
        apart.set(message, {
          judge,
          done: (answer) => {
            ran = answer;
          },
        });
        dispatch(message, response as unknown as ServerResponse);
      },
      {
        method: "GET",
        url,
        headers: { ...headers, ...conditions } as Record<string, string>,
        remoteAddress: request.socket?.remoteAddress ?? "127.0.0.1",
      },
    );
    return ran;
  }

  send(answer: Answer): void {
    if (this.#given.send === undefined || this.#hasRun) this.#captured.send(answer);
    else this.#given.send(answer);
  }
}
