import type { INestApplication, ModuleMetadata } from "@nestjs/common";
import { Test } from "@nestjs/testing";

export interface Served extends AsyncDisposable {
  readonly app: INestApplication;
  get(path: string, init?: RequestInit): Promise<{ status: number; body: string; headers: Headers }>;
}

/** An application of Nest with a web server on a free port. */
export async function serve(metadata: ModuleMetadata): Promise<Served> {
  const testing = await Test.createTestingModule(metadata).compile();
  const app = testing.createNestApplication({ logger: false });
  await app.listen(0, "127.0.0.1");
  const url = await app.getUrl();
  return {
    app,
    async get(path, init) {
      const response = await fetch(url + path, init);
      return { status: response.status, body: await response.text(), headers: response.headers };
    },
    [Symbol.asyncDispose]: () => app.close(),
  };
}
