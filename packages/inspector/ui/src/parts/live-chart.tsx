import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { figure } from "../data/format.js";

interface Line {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

interface LiveChartProps {
  readonly title: string;
  readonly unit: string;
  /** Seconds since 1970. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
}

const HEIGHT = 140;

/** Lines over the last two minutes, with the latest figures as text. */
export function LiveChart({ title, unit, times, lines }: LiveChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>();
  const labels = lines.map(({ label }) => label).join("\n");
  // A chart is created again only for other lines.
  useEffect(() => {
    const element = place.current as HTMLDivElement;
    const color = (name: string) => () => getComputedStyle(element).getPropertyValue(name);
    const axis = {
      stroke: color("--faint"),
      grid: { stroke: color("--line"), width: 1 },
      ticks: { show: false },
    };
    const made = new uPlot(
      {
        width: element.clientWidth || 300,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: (_self, _min, max) => [0, max > 0 ? max * 1.1 : 1] } },
        axes: [
          {
            ...axis,
            size: 28,
            space: 90,
            // A label has whole seconds.
            incrs: [1, 2, 5, 10, 15, 30, 60, 120],
            values: (_self, splits) => splits.map((at) => new Date(at * 1000).toTimeString().slice(0, 8)),
          },
          { ...axis, size: 56, values: (_self, splits) => splits.map(figure) },
        ],
        series: [
          {},
          ...lines.map((_, index) => ({
            stroke: color(`--line-${index + 1}`),
            width: 2,
            points: { show: false },
          })),
        ],
      },
      dataOf(times, lines),
      element,
    );
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [labels]);
  useEffect(() => chart.current?.setData(dataOf(times, lines)));
  const latest = lines.map(({ label, values }) => `${label} ${shown(values.at(-1))}`).join(", ");
  return (
    <figure class="card chart">
      <figcaption>
        <strong>{title}</strong> <small>{unit}</small>
        {lines.map(({ label, values }, index) => (
          <span key={label} class={`legend line-${index + 1}`}>
            {label} <b class="number">{shown(values.at(-1))}</b>
          </span>
        ))}
      </figcaption>
      <div ref={place} role="img" aria-label={`${title}: ${latest}`} />
    </figure>
  );
}

function shown(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : figure(value);
}

function dataOf(times: readonly number[], lines: readonly Line[]): uPlot.AlignedData {
  return [[...times], ...lines.map(({ values }) => [...values])] as uPlot.AlignedData;
}
