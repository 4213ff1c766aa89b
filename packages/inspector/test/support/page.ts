import { createServer, type IncomingMessage, type RequestListener, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type InspectorOptions, inspector } from "@coffer/inspector";
import type { Caches } from "coffer";
import { onTestFinished } from "vitest";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** An address whose requests are answered until the test is over. */
export class Page {
  readonly port: number;

  private constructor(port: number) {
    this.port = port;
  }

  static async open(listener: RequestListener): Promise<Page> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    return new Page((server.address() as AddressInfo).port);
  }

  /** The inspector of these caches, by default for everybody. */
  static of(caches: Caches, options: Partial<InspectorOptions> = {}): Promise<Page> {
    return Page.open(inspector(caches, { authorize: () => true, ...options }));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** `fetch` would reject some of the headers. */
  ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
    return new Promise((resolve, reject) => {
      request(`${this.url}${path}`, { method, headers }, (response) => {
        text(response).then(
          (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          reject,
        );
      })
        .on("error", reject)
        .end();
    });
  }

  /** The answer to a call of the API. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what they expect.
  async read(name: string, query: Record<string, string> = {}): Promise<any> {
    const response = await fetch(`${this.url}/api/${name}?${new URLSearchParams(query)}`);
    return response.json();
  }

  /** The headers that the page itself uses for writes. */
  async writing(): Promise<Record<string, string>> {
    const { headers } = await this.ask("/");
    const cookie = String(headers["set-cookie"]).split(";")[0] as string;
    const { token } = JSON.parse((await this.ask("/api/page", { cookie })).body);
    return { cookie, "x-coffer-inspector": token };
  }
}
