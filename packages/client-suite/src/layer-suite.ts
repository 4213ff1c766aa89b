import { runSuite, type SuiteOptions } from "@coffer/plugin-kit/suite";
import { aroundCase } from "./around-case.js";
import type { ClientCapabilities } from "./client-capabilities.js";
import type { LayerContext, Layers } from "./layer-context.js";
import { BETWEEN, layerGroups, USUAL } from "./layer-groups.js";
import { passive } from "./layers/passive.js";
import { referenceLayer } from "./layers/reference-layer.js";
import { missingCapabilities } from "./missing-capabilities.js";
import { ServerGate } from "./server-gate.js";
import type { TestedClient } from "./tested-client.js";

/** Options of `layerSuite`. */
export interface LayerSuiteOptions extends SuiteOptions {
  /** The layers to name in the settings: the layer under test, or several together, outermost first. */
  readonly LAYERS: Layers;
  /** The clients to test the layer with, by the names that reports show. Each has its own database or servers. */
  readonly clients: Readonly<Record<string, TestedClient>>;
  /**
   * Valid values of the options that the layers declare, which the suite tries one by one. Left out: they have none.
   */
  readonly options?: LayerContext["options"] | undefined;
  /** Capabilities that the layers change for all clients: `plainValues`, `exactExpiry`. */
  readonly capabilities?: ClientCapabilities | undefined;
  /**
   * Whether to run the groups that other layers can break a second time, between two other layers.
   * @default true
   */
  readonly between?: boolean | undefined;
  /** The groups of cases to run, including those of the client suite. Default: the groups that a layer can break. */
  readonly groups?: readonly string[] | undefined;
}

/**
 * Tests that a layer does not change the behaviour of a cache, with each of the clients: alone, and between two other layers. Of these,
 * the outer one puts a header before stored values, and the inner one does nothing.
 */
export function layerSuite(options: LayerSuiteOptions): void {
  const { LAYERS, clients, groups = USUAL } = options;
  for (const [name, client] of Object.entries(clients)) {
    const gate = new ServerGate();
    const run = (title: string, layers: Layers, chosen: readonly string[], own: ClientCapabilities) =>
      runLayers({ ...options, name: title, groups: chosen }, layers, withLayers(client, layers, own), gate);
    const title = `${options.name ?? "a layer"} over ${name}`;
    run(title, LAYERS, groups, { ...options.capabilities });
    const between = options.between === false ? [] : BETWEEN.filter((group) => groups.includes(group));
    if (between.length === 0) continue;
    const marked = { ...options.capabilities, plainValues: false };
    run(`${title}, between other layers`, [referenceLayer, ...LAYERS, passive], between, marked);
  }
}

function withLayers(client: TestedClient, LAYERS: Layers, own: ClientCapabilities): TestedClient {
  return {
    ...client,
    createCache: (settings) => client.createCache({ ...settings, OPTIONS: { LAYERS, ...settings.OPTIONS } }),
    capabilities: { ...client.capabilities, ...own },
  };
}

function runLayers(options: LayerSuiteOptions, layers: Layers, client: TestedClient, gate: ServerGate): void {
  const lacks = missingCapabilities(client.capabilities ?? {}, client.raw !== undefined);
  runSuite<LayerContext>(options, {
    name: "a layer",
    groups: layerGroups,
    lacks: { ...lacks, ...(options.options === undefined && { layerOptions: "the layer has no options" }) },
    around: (run) =>
      aroundCase(client, gate, (context) => run({ ...context, layers, options: options.options ?? {} })),
  });
}
