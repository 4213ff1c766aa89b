/** A program of a package's README, which begins with the name of its file as a comment. */
export interface Program {
  /** The folder of the package. */
  readonly folder: string;
  readonly file: string;
  /** The environment variables with which it is started. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it prints before it ends. */
  readonly prints?: string;
  /** For a program that serves HTTP: its response at a path, and a header of that response after enough requests. */
  readonly answers?: {
    readonly path: string;
    readonly body: string | RegExp;
    readonly header?: readonly [name: string, value: RegExp];
  };
}

const USER = '{"id":"7","name":"Ada"}';

export const PROGRAMS: readonly Program[] = [
  { folder: "keyv", file: "users.mjs", prints: "{ name: 'Ada' }\n" },
  { folder: "keyv", file: "report.mjs", prints: "{ visits: 7 }\n" },
  { folder: "limits", file: "limits.mjs", prints: "9 left\nat most two of us are here false\n" },
  { folder: "limits", file: "calls.mjs", prints: "call 1 of this window, which ends in 24 h\n" },
  { folder: "unstorage", file: "users.mjs", prints: "{ name: 'Ada' }\n" },
  {
    folder: "rate-limit",
    file: "express.mjs",
    answers: { path: "/", body: "hello", header: ["x-ratelimit-remaining", /^9\d$/] },
  },
  {
    folder: "rate-limit",
    file: "fastify.mjs",
    answers: { path: "/", body: "hello", header: ["x-ratelimit-remaining", /^9\d$/] },
  },
  {
    folder: "inspector",
    file: "server.mjs",
    env: { NODE_ENV: "development" },
    answers: { path: "/cache/", body: /<!doctype html>/i },
  },
  { folder: "session-store", file: "server.mjs", answers: { path: "/", body: "visit 1" } },
  { folder: "fastify", file: "server.mjs", answers: { path: "/users/7", body: USER } },
  { folder: "fastify", file: "express.mjs", answers: { path: "/users/7", body: USER } },
  {
    folder: "http-cache",
    file: "express.mjs",
    answers: {
      path: "/products/7",
      body: /^{"id":"7","at":".+"}$/,
      header: ["cache-status", /^coffer; hit/],
    },
  },
];
