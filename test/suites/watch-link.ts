import type {
  ClusterConnection,
  ConnectionFactory,
  Tracking,
  TrackingOptions,
  TrackingState,
} from "@coffer/cache-core";
import { eventually } from "@coffer-internal/servers";
import { expect, onTestFinished } from "vitest";

/** A tracking link, and everything that it has reported. */
export interface WatchedLink {
  readonly link: Tracking;
  readonly invalidated: (string | null)[];
  readonly changes: TrackingState[];
  /** The reason of the last change. */
  reason(): string | undefined;
  is(state: TrackingState): Promise<void>;
  has(key: string | null): Promise<void>;
  /** Resolves once all that was changed until now has been reported. */
  settled(): Promise<void>;
}

/** Opens a link by `factory.track(url)` or `cluster.track(node)`, closed after the test. */
export function watchLink(
  from: Pick<ConnectionFactory | ClusterConnection, "track">,
  where: string,
  { prefixes = [""], every = 50 }: Partial<TrackingOptions> = {},
): WatchedLink {
  const invalidated: (string | null)[] = [];
  const changes: TrackingState[] = [];
  let last: Error | undefined;
  const link = from.track?.(where, {
    prefixes,
    every,
    invalidated: (keys) => invalidated.push(...(keys ?? [null])),
    changed: (state, reason) => {
      changes.push(state);
      last = reason;
    },
  });
  if (link === undefined) expect.fail("it has no track");
  onTestFinished(() => link.close());
  const reason = () => last?.message;
  return {
    link,
    invalidated,
    changes,
    reason,
    is: (state) =>
      eventually(() => {
        expect(link.state, reason()).toBe(state);
      }),
    has: (key) =>
      eventually(() => {
        expect(invalidated).toContain(key);
      }),
    async settled() {
      const now = performance.now();
      await eventually(() => {
        expect(link.proof, reason()).toBeGreaterThan(now);
      });
    },
  };
}
