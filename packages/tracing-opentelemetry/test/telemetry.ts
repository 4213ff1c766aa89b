import { context, trace } from "@opentelemetry/api";
import {
  AggregationTemporality,
  type HistogramMetricData,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";

/** OpenTelemetry's own SDK, registered as in an application, which keeps what it receives. */
export class Telemetry {
  readonly #exporter = new InMemorySpanExporter();
  readonly #tracers = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(this.#exporter)] });
  readonly #reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE),
    exportIntervalMillis: 2 ** 30,
  });
  readonly meterProvider = new MeterProvider({ readers: [this.#reader] });

  constructor() {
    this.#tracers.register();
  }

  /** The spans that have ended, in this order. */
  get spans(): ReadableSpan[] {
    return this.#exporter.getFinishedSpans();
  }

  span(name: string): ReadableSpan {
    const found = this.spans.filter((span) => span.name.split(" ")[0] === name);
    if (found.length !== 1) throw new Error(`${found.length} spans ${name}`);
    return found[0] as ReadableSpan;
  }

  async metric(name: string): Promise<HistogramMetricData> {
    const { resourceMetrics } = await this.#reader.collect();
    const all = resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
    return all.find(({ descriptor }) => descriptor.name === name) as HistogramMetricData;
  }

  /** Runs `work` in a span of the application. */
  within<T>(name: string, work: () => Promise<T>): Promise<T> {
    return trace.getTracer("application").startActiveSpan(name, async (span) => {
      try {
        return await work();
      } finally {
        span.end();
      }
    });
  }

  async stop(): Promise<void> {
    await Promise.all([this.#tracers.shutdown(), this.meterProvider.shutdown()]);
    trace.disable();
    context.disable();
  }
}
