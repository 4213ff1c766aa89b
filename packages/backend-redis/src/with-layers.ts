import { CLIENT, LAYER, SEAMS } from "@coffer/backend-kit";
import { kindOf, PluginError, type Problems } from "@coffer/cache-core";

type Class = abstract new (context: never) => unknown;
type Layer = (Client: Class) => unknown;

/** The settings that name the client and the layers, for messages. */
interface Paths {
  readonly client: string;
  readonly layers: string;
}

/**
 * Returns the class of the client with the layers of the settings, the first one outermost. Reports problems, and then returns undefined.
 */
export function withLayers(
  Client: unknown,
  layers: readonly unknown[],
  paths: Paths,
  problems: Problems,
): unknown {
  if (layers.length === 0 || typeof Client !== "function") return Client;
  const Base = Client as Class & { readonly layers?: readonly unknown[] };
  if (!SEAMS.every((seam) => hasMethod(Base, seam))) {
    return problems.collect(() => {
      throw noSeams(Base, paths.client);
    });
  }
  const applied = [...(Base.layers ?? [])];
  let Layered: Class | undefined = Base;
  for (const [index, layer] of [...layers.entries()].reverse()) {
    const path = `${paths.layers}[${index}]`;
    const Under: Class = Layered ?? Base;
    const next: Class | undefined = problems.collect(() => {
      if (applied.includes(layer)) throw problem(path, `${nameOf(layer)} is named twice`, "name it once");
      return extended(layer, Under, path);
    });
    applied.push(layer);
    // With a wrong layer there is no class. The other layers are checked as well.
    Layered &&= next;
  }
  return Layered;
}

/** @throws PluginError if it is not a layer, or the error that the layer throws. */
function extended(layer: unknown, Client: Class, path: string): Class {
  if (isClass(layer)) {
    const what = hasMethod(layer, "getRedisConnection") ? "a client" : "a class";
    throw problem(path, `${nameOf(layer)} is ${what}, not a layer`, HINT);
  }
  const Layered = (layer as Layer)(Client);
  if (typeof Layered !== "function" || !(Layered.prototype instanceof Client)) {
    const text = `${nameOf(layer)} is not a layer: it returns ${kindOf(Layered)}, not a class that extends the one it is given`;
    throw problem(path, text, HINT);
  }
  // For messages, which name the client.
  return Object.defineProperty(Layered as unknown as Class, "name", {
    value: Client.name,
    configurable: true,
  });
}

const HINT = "name a function that takes a class of clients and returns one that extends it";

function noSeams(Client: Class, path: string): PluginError {
  const text = `${nameOf(Client)} has no place for ${LAYER.name}s: it does not extend BaseClient of @coffer/client-default`;
  return problem(path, text, `leave LAYERS out, or let the ${CLIENT.name} extend BaseClient`);
}

function problem(path: string, text: string, hint: string): PluginError {
  return new PluginError("ERR_PLUGIN_KIND", path, text, hint);
}

function hasMethod(Class: { readonly prototype: unknown }, method: string): boolean {
  return typeof (Class.prototype as Readonly<Record<string, unknown>> | undefined)?.[method] === "function";
}

function isClass(value: unknown): value is Class {
  return (
    /^class\b/.test(Function.prototype.toString.call(value)) ||
    hasMethod(value as Class, "getRedisConnection")
  );
}

function nameOf(value: unknown): string {
  return (value as { readonly name?: string }).name || "this";
}
