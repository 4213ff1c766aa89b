import type { CacheStats, LoadReason } from "@coffer/cache-core";
import { useState } from "preact/hooks";
import type { ServerRow } from "../../../src/diagnosis/server-figures.js";
import { read } from "../data/api.js";
import { usePage } from "../data/page-context.js";
import { means, ofServers, rates, type Sample, withSample } from "../data/samples.js";
import { usePoll } from "../data/use-poll.js";
import { Failure } from "../parts/failure.js";
import { Histogram } from "../parts/histogram.js";
import { LiveChart } from "../parts/live-chart.js";
import { useWords } from "../words/words.js";
import { CacheFigures } from "./overview/cache-figures.js";
import { LoadFigures } from "./overview/load-figures.js";
import { NearFigures } from "./overview/near-figures.js";

interface Look {
  readonly stats: {
    readonly caches: Readonly<Record<string, CacheStats>>;
    readonly reasons: Readonly<Record<string, Partial<Record<LoadReason, number>>>>;
  };
  readonly servers: { readonly rows: readonly ServerRow[] };
}

/** The current activity of a cache, per second. */
export function Overview() {
  const words = useWords();
  const { cache } = usePage();
  const [samples, setSamples] = useState<Sample[]>([]);
  const failure = usePoll<Look>(
    async (signal) => {
      const [stats, servers] = await Promise.all([
        read<Look["stats"]>("stats", {}, signal),
        read<Look["servers"]>("servers", {}, signal),
      ]);
      return { stats, servers };
    },
    ({ stats, servers }) =>
      setSamples((before) =>
        withSample(before, {
          at: Date.now() / 1000,
          stats: stats.caches[cache],
          reasons: stats.reasons[cache] ?? {},
          servers: servers.rows.filter((row) => row.cache === cache),
        }),
      ),
  );
  const times = samples.map(({ at }) => at);
  const latest = samples.at(-1);
  const stats = latest?.stats;
  const isIdle = stats?.batches.count === 0;
  const rate = (of: (stats: CacheStats) => number) =>
    rates(samples, (sample) => (sample.stats === undefined ? undefined : of(sample.stats)));
  const failing = latest?.servers.flatMap((row) => ("error" in row ? [`${row.server}: ${row.error}`] : []));
  return (
    <>
      <h1>{words.pages.overview}</h1>
      {failure !== undefined && <Failure message={failure} />}
      {failing?.map((message) => (
        <Failure key={message} message={message} />
      ))}
      {latest === undefined && failure === undefined && <p>{words.loading}</p>}
      {stats !== undefined && (
        <section aria-labelledby="of-process">
          <h2 id="of-process">
            {words.inProcess} {!isIdle && <small>{words.sinceStart}</small>}
          </h2>
          {isIdle && <p class="hint">{words.processIdle}</p>}
        </section>
      )}
      {stats !== undefined && !isIdle && (
        <section aria-labelledby="of-process">
          <CacheFigures stats={stats} />
          <div class="grid">
            <LiveChart
              title={words.reads}
              unit={words.perSecond}
              times={times}
              lines={[
                { label: words.hits, values: rate(({ hits }) => hits) },
                { label: words.misses, values: rate(({ misses }) => misses) },
              ]}
            />
            <LiveChart
              title={words.writesAndErrors}
              unit={words.perSecond}
              times={times}
              lines={[
                { label: words.writes, values: rate(({ writes }) => writes) },
                { label: words.errors, values: rate(({ errors }) => errors) },
              ]}
            />
            <LiveChart
              title={words.batches}
              unit={words.perSecond}
              times={times}
              lines={[
                { label: words.batches, values: rate(({ batches }) => batches.count) },
                { label: words.batchSize, values: means(samples, (sample) => sample.stats?.batches) },
              ]}
            />
            <LiveChart
              title={words.latency}
              unit="ms"
              times={times}
              lines={[
                {
                  label: words.latency,
                  values: means(samples, (sample) => sample.stats?.latency).map((s) => s && s * 1000),
                },
              ]}
            />
            <Histogram title={words.latencyHistogram} distribution={stats.latency} />
            <LoadFigures stats={stats} reasons={latest?.reasons ?? {}} />
            {stats.near !== undefined && <NearFigures near={stats.near} />}
          </div>
          <p class="hint">{words.batchHint}</p>
        </section>
      )}
      {latest !== undefined && (
        <section aria-labelledby="of-servers">
          <h2 id="of-servers">{words.ofServers}</h2>
          <div class="grid">
            <LiveChart
              title={words.commands}
              unit={words.perSecond}
              times={times}
              lines={[
                {
                  label: words.commands,
                  values: samples.map((s) => ofServers("commandsPerSecond")(s) ?? null),
                },
              ]}
            />
            <LiveChart
              title={words.serverReads}
              unit={words.perSecond}
              times={times}
              lines={[
                { label: words.hits, values: rates(samples, ofServers("hits")) },
                { label: words.misses, values: rates(samples, ofServers("misses")) },
              ]}
            />
          </div>
        </section>
      )}
    </>
  );
}
