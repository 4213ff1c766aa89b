import { readFileSync } from "node:fs";
import type { Caches } from "@coffer/cache-core";
import { near } from "@coffer/layer-near";
import { registerMetrics } from "@coffer/metrics-prometheus";
import { eventually, startServer } from "@coffer-internal/servers";
import { Registry } from "prom-client";
import { describe, expect, test } from "vitest";
import { cachesOn } from "./application.js";

interface Source {
  readonly type: string;
  readonly uid: string;
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly datasource: Source;
  readonly gridPos: Readonly<Record<"x" | "y" | "w" | "h", number>>;
  readonly targets: readonly { readonly refId: string; readonly datasource: Source; readonly expr: string }[];
}

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query: string | { readonly query: string };
}

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly time: { readonly from: string; readonly to: string };
  readonly templating: { readonly list: readonly Variable[] };
  readonly panels: readonly Panel[];
}

const dashboard: Dashboard = JSON.parse(readFileSync(new URL("../dashboard.json", import.meta.url), "utf8"));
const variables = dashboard.templating.list;
const queries = [
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...variables.flatMap(({ query }) => (typeof query === "string" ? [] : [query.query])),
];

/** The series in Prometheus after a scrape, with the names of their labels. */
async function scraped(): Promise<Map<string, Set<string>>> {
  await using server = await startServer();
  await using caches: Caches = await cachesOn({ default: server.url(0) }, { LAYERS: [near] });
  // While servers do not report changed keys there is no lag.
  await eventually(async () => {
    await caches.get().get("any");
    expect(caches.get().stats().near?.state).toBe("armed");
  });
  const registry = new Registry();
  registerMetrics(caches, { registry });
  const series = new Map<string, Set<string>>();
  for (const [, name, labels] of (await registry.metrics()).matchAll(/^(\w+)\{(.*)\} \S+$/gm)) {
    series.set(name as string, new Set(labels?.match(/\w+(?==")/g)));
  }
  return series;
}

describe("dashboard.json", () => {
  test("queries existing series", async () => {
    const series = await scraped();
    const asked = new Set(queries.flatMap((query) => query.match(/coffer_\w+/g) ?? []));
    expect(asked.size).toBeGreaterThan(5);
    expect([...asked].filter((name) => !series.has(name))).toEqual([]);
  });

  test("shows every exported metric", async () => {
    const shown = queries.join("\n");
    const base = (name: string) => name.replace(/_(?:bucket|sum|count)$/, "");
    expect([...(await scraped()).keys()].filter((name) => !shown.includes(base(name)))).toEqual([]);
  });

  test("groups by labels that the series have, or that Prometheus adds", async () => {
    const series = await scraped();
    for (const query of queries) {
      for (const [, labels, name] of query.matchAll(/by \(([^)]*)\) \((?:rate\(|increase\()?(\w+)/g)) {
        for (const label of labels?.split(", ") ?? [])
          expect(series.get(name as string), query).toContain(label);
      }
    }
  });

  test("uses no variable but its own and Grafana's", () => {
    const own = new Set(variables.map(({ name }) => name));
    const used = queries.flatMap((query) =>
      [...query.matchAll(/\$(\w+)/g)].map(([, name]) => name as string),
    );
    expect(used.filter((name) => !own.has(name) && name !== "__rate_interval")).toEqual([]);
  });

  test("meets Grafana's requirements for an import: its own uid, a selectable data source, panels without overlap", () => {
    expect(dashboard).toMatchObject({ uid: "coffer", title: "coffer", time: { from: "now-1h", to: "now" } });
    expect(dashboard).not.toHaveProperty("id");
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(36);
    expect(variables[0]).toMatchObject({ name: "datasource", type: "datasource", query: "prometheus" });

    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const panel of panels) {
      const { title, description, type, datasource, gridPos, targets } = panel;
      expect([title, description].every((text) => text.length > 0)).toBe(true);
      expect(["stat", "timeseries", "heatmap"], title).toContain(type);
      for (const source of [datasource, ...targets.map((target) => target.datasource)]) {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how Grafana writes a variable.
        expect(source).toEqual({ type: "prometheus", uid: "${datasource}" });
      }
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
      expect(panels.filter((other) => other !== panel && overlap(gridPos, other.gridPos))).toEqual([]);
    }
  });
});

function overlap(one: Panel["gridPos"], two: Panel["gridPos"]): boolean {
  return one.x < two.x + two.w && two.x < one.x + one.w && one.y < two.y + two.h && two.y < one.y + one.h;
}
