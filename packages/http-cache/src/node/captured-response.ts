import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { nextTick } from "node:process";
import type { Answer, AnswerHead, Headers } from "../answers/messages.js";
import type { Judge, Ran, Verdict } from "../serving/exchange.js";

type Done = () => void;

/**
 * Captures the application's response on its way to the client. It hooks `writeHead`, which Node calls for every
 * response, so after all headers of middleware; hooks that were installed earlier are called afterwards.
 */
export class CapturedResponse {
  readonly #response: ServerResponse;
  readonly #original: Pick<ServerResponse, "writeHead" | "write" | "end" | "flushHeaders">;
  #judge: Judge | undefined;
  #verdict: Verdict | undefined;
  #head: AnswerHead | undefined;
  #chunks: Buffer[] | undefined = [];
  #size = 0;
  #settle!: (ran: Ran) => void;

  constructor(response: ServerResponse) {
    this.#response = response;
    const { writeHead, write, end, flushHeaders } = response;
    this.#original = { writeHead, write, end, flushHeaders };
  }

  /** @returns the response: at its end, or at its head if nothing of it is kept. */
  watch(judge: Judge): Promise<Ran> {
    this.#judge = judge;
    const response = this.#response;
    response.writeHead = ((...args: unknown[]) => this.#writeHead(args)) as ServerResponse["writeHead"];
    response.write = ((...args: unknown[]) => this.#write(args)) as ServerResponse["write"];
    response.end = ((...args: unknown[]) => this.#end(args)) as ServerResponse["end"];
    response.flushHeaders = () => {
      this.#seeHead();
      if (!this.#isWithheld) this.#original.flushHeaders.call(response);
    };
    response.once("close", () => this.#finish(undefined, false));
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Sends another response, if nothing was sent. */
  send({ status, headers, body }: Answer): void {
    const response = this.#response;
    Object.assign(response, this.#original);
    if (response.headersSent || response.destroyed) return;
    if (this.#judge !== undefined) for (const name of response.getHeaderNames()) response.removeHeader(name);
    response.statusCode = status;
    // The application's own would stay otherwise.
    response.statusMessage = "";
    setHeaders(response, headers);
    const hasBody = status !== 204 && status !== 304;
    if (hasBody) response.setHeader("content-length", body.length);
    response.end(hasBody ? body : undefined);
  }

  get #isWithheld(): boolean {
    return this.#verdict?.isWithheld === true;
  }

  /** `writeHead(status, message?, headers?)`. */
  #writeHead(args: unknown[]): ServerResponse {
    const response = this.#response;
    const [status, message] = args as [number, unknown];
    response.statusCode = status;
    if (typeof message === "string") response.statusMessage = message;
    const given = args.at(-1);
    if (typeof given === "object" && given !== null) setHeaders(response, pairsOf(given as never));
    this.#seeHead();
    if (!this.#isWithheld) {
      const { writeHead } = this.#original;
      // The message is already set.
      writeHead.call(response, status, response.statusMessage as never);
    }
    return response;
  }

  #seeHead(): void {
    if (this.#verdict !== undefined || this.#judge === undefined) return;
    const response = this.#response;
    this.#head = { status: response.statusCode, headers: headersOf(response) };
    this.#verdict = this.#judge(this.#head);
    if (this.#isWithheld) return;
    setHeaders(response, this.#verdict.headers);
    if (this.#verdict.keep === 0) this.#finish(undefined, true);
  }

  #write(args: unknown[]): boolean {
    const [chunk, encoding, done] = argumentsOf(args);
    if (this.#verdict === undefined) this.#response.writeHead(this.#response.statusCode);
    this.#collect(chunk, encoding);
    if (!this.#isWithheld) return this.#original.write.apply(this.#response, args as never);
    if (done) nextTick(done);
    return true;
  }

  #end(args: unknown[]): ServerResponse {
    const response = this.#response;
    const [chunk, encoding, done] = argumentsOf(args);
    if (this.#verdict === undefined) response.writeHead(response.statusCode);
    this.#collect(chunk, encoding);
    if (this.#isWithheld) {
      if (done) response.once("finish", done);
      this.#finish(this.#body(), true);
      return response;
    }
    const { after } = this.#verdict as unknown as Verdict;
    const { end } = this.#original;
    // Installed first, since an `end` may call `write`.
    this.#finish(this.#body(), true);
    if (after === undefined) {
      end.apply(response, args as never);
    } else {
      if (chunk !== undefined)
        this.#original.write.call(response, chunk, encoding as BufferEncoding, () => {});
      void after.then(() => end.apply(response, (done === undefined ? [] : [done]) as never));
    }
    return response;
  }

  #collect(chunk: string | Uint8Array | undefined, encoding: BufferEncoding | undefined): void {
    if (chunk === undefined || this.#chunks === undefined) return;
    const bytes = typeof chunk === "string" ? Buffer.from(chunk, encoding) : Buffer.from(chunk);
    this.#size += bytes.length;
    if (this.#size > (this.#verdict?.keep ?? 0)) this.#chunks = undefined;
    else this.#chunks.push(bytes);
  }

  #body(): Buffer | undefined {
    return this.#chunks && Buffer.concat(this.#chunks);
  }

  #finish(body: Buffer | undefined, hasEnded: boolean): void {
    this.#chunks = undefined;
    this.#settle({ ...(this.#head ?? { status: 0, headers: {} }), body, hasEnded });
  }
}

function headersOf(response: ServerResponse): Headers {
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(String) : String(value),
    ]),
  );
}

function setHeaders(response: ServerResponse, headers: Headers | OutgoingHttpHeaders): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, value as OutgoingHttpHeader as string);
  }
}

/** The headers of `writeHead`: an object, or an array of names and values, flat or in pairs. */
function pairsOf(given: OutgoingHttpHeaders | readonly unknown[]): OutgoingHttpHeaders {
  if (!Array.isArray(given)) return given as OutgoingHttpHeaders;
  const flat = given.flat() as string[];
  const headers: Record<string, string | string[]> = {};
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const [name, value] = [String(flat[at]).toLowerCase(), String(flat[at + 1])];
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}

/** The arguments of `write` and `end`: chunk, encoding and callback, each of them optional. */
function argumentsOf(
  args: readonly unknown[],
): [string | Uint8Array | undefined, BufferEncoding | undefined, Done | undefined] {
  const rest = args.filter((arg) => arg !== undefined && arg !== null);
  const done = rest.find((arg) => typeof arg === "function") as Done | undefined;
  const encoding = typeof args[1] === "string" ? (args[1] as BufferEncoding) : undefined;
  const [first] = args;
  const chunk = typeof first === "function" || first === null ? undefined : (first as string | Uint8Array);
  return [chunk, encoding, done];
}
