import { tracingChannel } from "node:diagnostics_channel";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import type { CommandMessage } from "@coffer/cache-core";
import {
  type Attributes,
  context,
  type MeterProvider,
  metrics,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from "@opentelemetry/api";
import { commandAttributes, failureAttributes } from "./attributes.js";
import { keysOf } from "./keys-of.js";

const { name, version } = createRequire(import.meta.url)("../package.json");
/** In seconds, as the semantic conventions advise. */
const BOUNDARIES = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/** Options of `instrument`. */
export interface InstrumentOptions {
  /**
   * Creates the spans.
   * @default the provider registered with `@opentelemetry/api`
   */
  readonly tracerProvider?: TracerProvider;
  /**
   * Measures the durations.
   * @default the provider registered with `@opentelemetry/api`
   */
  readonly meterProvider?: MeterProvider;
  /**
   * Whether spans have the keys (`coffer.keys`) and the messages of errors, which contain keys.
   * @default false
   */
  readonly keys?: boolean;
}

/** A running command. */
interface Begun {
  readonly span: Span;
  readonly attributes: Attributes;
  readonly start: number;
}

/**
 * Creates a span for every command of every cache in this process, and measures its duration (`db.client.operation.duration`). Call it after the
 * SDK has been started; the caches may already exist.
 * @returns a function that stops it.
 */
export function instrument({
  tracerProvider = trace.getTracerProvider(),
  meterProvider = metrics.getMeterProvider(),
  keys = false,
}: InstrumentOptions = {}): () => void {
  const tracer = tracerProvider.getTracer(name, version);
  const duration = meterProvider.getMeter(name, version).createHistogram("db.client.operation.duration", {
    description: "Duration of database client operations.",
    unit: "s",
    advice: { explicitBucketBoundaries: BOUNDARIES },
  });
  const commands = tracingChannel<CommandMessage, CommandMessage>("coffer:command");
  const underWay = new WeakMap<object, Begun>();

  const begin = (published: unknown): void => {
    const message = published as CommandMessage;
    const parent = context.active();
    const attributes = commandAttributes(message);
    const span = tracer.startSpan(nameOf(message), { kind: SpanKind.CLIENT, attributes }, parent);
    const { batchSize } = message;
    // By the conventions, one command is not a batch.
    if (batchSize !== undefined && batchSize !== 1) span.setAttribute("db.operation.batch.size", batchSize);
    if (keys && span.isRecording()) span.setAttribute("coffer.keys", keysOf(message));
    underWay.set(message, { span, attributes, start: performance.now() });
    const active = trace.setSpan(parent, span);
    const { within } = message;
    message.within = (work) => context.with(active, within === undefined ? work : () => within(work));
  };

  const finish = (published: unknown): void => {
    const message = published as CommandMessage;
    const begun = underWay.get(message);
    // It started before the instrumentation.
    if (begun === undefined) return;
    const { span, attributes, start } = begun;
    const { error = message.ignored } = message;
    const failure = error === undefined ? undefined : failureAttributes(error);
    if (failure !== undefined) {
      span.setAttributes(failure);
      span.setStatus({ code: SpanStatusCode.ERROR, ...(keys && { message: String(error) }) });
    }
    if (message.hits !== undefined) span.setAttribute("coffer.hits", message.hits);
    span.end();
    duration.record((performance.now() - start) / 1000, { ...attributes, ...failure });
  };

  commands.start.subscribe(begin);
  commands.asyncEnd.subscribe(finish);
  return () => {
    commands.start.unsubscribe(begin);
    commands.asyncEnd.unsubscribe(finish);
  };
}

/** By the conventions: the operation and its target. The database's number is left out. */
function nameOf({ operation, serverAddress, serverPort }: CommandMessage): string {
  if (serverAddress === undefined) return operation;
  return `${operation} ${serverAddress}${serverPort === undefined ? "" : `:${serverPort}`}`;
}
