import type { ConnectionFactory, Tracking, TrackingOptions } from "@coffer/cache-core";
import { ConnectionFactory as OnResp } from "@coffer/connection-resp";
import { connectionFactorySuite } from "@coffer/plugin-kit";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { failuresOf } from "../../../packages/plugin-kit/test/support/failures-of.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

type Track = NonNullable<ConnectionFactory["track"]>;

const hears =
  (invalidated: (keys: readonly string[] | null, options: TrackingOptions) => void) =>
  (track: Track): Track =>
  (url, options) =>
    track(url, { ...options, invalidated: (keys) => invalidated(keys, options) });

const reports =
  (
    changed: (
      options: TrackingOptions,
      url: string,
      ...change: Parameters<TrackingOptions["changed"]>
    ) => void,
  ) =>
  (track: Track): Track =>
  (url, options) =>
    track(url, { ...options, changed: (...change) => changed(options, url, ...change) });

const isA =
  (other: (link: Tracking) => PropertyDescriptorMap) =>
  (track: Track): Track =>
  (url, options) => {
    const link = track(url, options);
    const methods = { close: () => link.close() };
    const own = { state: { get: () => link.state }, proof: { get: () => link.proof } };
    return Object.defineProperties(methods, { ...own, ...other(link) }) as unknown as Tracking;
  };

const OF_STATE = "a link is disconnected until it is armed, and then proves by when it sent a question";

/** A fault of a link, and the title of the case that detects it. */
const FAULTS: Readonly<Record<string, readonly [title: string, spoil: (track: Track) => Track]>> = {
  "reports all keys": [
    "only keys with one of the prefixes are reported, in any script",
    (track) => (url, options) => track(url, { ...options, prefixes: [""] }),
  ],
  "reports more keys than have changed": [
    "an expired key is reported",
    hears((keys, { invalidated }) => invalidated(keys && [...keys, "more"])),
  ],
  "reports earlier changes again": [
    "a write before an answered question was sent has been reported",
    hears((keys, { invalidated }) => void setTimeout(() => invalidated(keys), 2_000)),
  ],
  "loses keys": [
    "20,000 keys are all reported",
    hears((keys, { invalidated }) => invalidated(keys?.slice(0, 1) ?? null)),
  ],
  "proves a moment in the future": [OF_STATE, isA((link) => ({ proof: { get: () => link.proof + 60_000 } }))],
  "proves a moment whose changes it has not received": [
    OF_STATE,
    isA((link) => ({ proof: { get: () => Math.max(0, link.proof) } })),
  ],
  "gives no reason": [
    "a killed link is disconnected, reconnects by itself, and reports again",
    reports(({ changed }, _, state) => changed(state)),
  ],
  "continues after it is closed": [
    "a closed link reports nothing more and has no socket, also if it is closed twice",
    isA(() => ({ close: { value: async () => {} } })),
  ],
  "shows the password": [
    "a wrong password is disconnected, with a reason that does not show it",
    reports(({ changed }, url, state, reason) => changed(state, reason && new Error(`WRONGPASS ${url}`))),
  ],
  "reports a change twice": [
    "an unreachable server is disconnected, with one reason for all attempts",
    reports(({ changed }, _, ...change) => {
      changed(...change);
      changed(...change);
    }),
  ],
};

it.each(Object.entries(FAULTS))("a link that %s is detected", async (_, [title, spoil]) => {
  const failures = (change: (track: Track) => Track) =>
    failuresOf((runner) => {
      const create = (options: object = {}): ConnectionFactory => {
        const factory = new OnResp(options);
        return Object.assign(factory, { track: change(factory.track as Track) });
      };
      connectionFactorySuite({ ...runner, create, url: server.url(1) });
    }, title);
  expect(await failures((track) => track)).toEqual([]);
  expect(await failures(spoil)).toEqual([title]);
});
