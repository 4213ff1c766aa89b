import type { Distribution } from "@coffer/cache-core";
import { Histogram, type MetricObjectWithValues, type MetricValueWithName, type Registry } from "prom-client";

interface DistributionHistogramOptions {
  readonly name: string;
  readonly help: string;
  readonly registers: Registry[];
  /** The current distribution, by cache. */
  readonly read: () => readonly (readonly [cache: string, distribution: Distribution])[];
}

type Label = "cache" | "le";
type Values = MetricObjectWithValues<MetricValueWithName<Label>>;

/** A histogram that is counted elsewhere: prom-client's own accepts only single observations. */
export class DistributionHistogram extends Histogram<Label> {
  readonly #metric: Omit<Values, "values">;
  readonly #read: DistributionHistogramOptions["read"];

  constructor({ name, help, registers, read }: DistributionHistogramOptions) {
    super({ name, help, registers, labelNames: ["cache"] });
    // prom-client's types have a number here, but its code a string.
    const type = "histogram" as unknown as Values["type"];
    this.#metric = { name, help, type, aggregator: "sum", collect() {} };
    this.#read = read;
  }

  override async get(): Promise<Values> {
    const values = this.#read().flatMap(([cache, distribution]) => this.#valuesOf(cache, distribution));
    return { ...this.#metric, values };
  }

  /** The data for the text format. */
  getForPromString(): Promise<Values> {
    return this.get();
  }

  #valuesOf(cache: string, { buckets, count, sum }: Distribution): Values["values"] {
    const { name } = this.#metric;
    return [
      ...[...buckets, { le: "+Inf", count }].map(({ le, count: value }) => ({
        metricName: `${name}_bucket`,
        labels: { le, cache },
        value,
      })),
      { metricName: `${name}_sum`, labels: { cache }, value: sum },
      { metricName: `${name}_count`, labels: { cache }, value: count },
    ];
  }
}
