import type { OptionDeclaration } from "@coffer/cache-core";
import { addressOf, parseAddress } from "./address.js";

/** The address to connect to, as `host:port`, or as an object such as the drivers take. */
type Target = string | { readonly host: string; readonly port: number };

/** `ADDRESS_MAP` as the settings have it. */
export type AddressMapOption =
  | Readonly<Record<string, Target>>
  | ((address: string) => Target | null | undefined);

/** Returns the address to connect to for an announced `host:port`. */
export type AddressMap = (announced: string) => string;

export const ADDRESS_MAP: OptionDeclaration = {
  type: "any",
  orFunction: true,
  schema: {
    type: "object",
    additionalProperties: {
      anyOf: [
        { type: "string" },
        {
          type: "object",
          properties: { host: { type: "string" }, port: { type: "integer" } },
          required: ["host", "port"],
        },
      ],
    },
  },
  description:
    'Where servers can be reached, by the addresses that a cluster or sentinels announce: { "10.0.0.1:6379": "redis.example:7001" }; or a function that returns the address to connect to for an announced host:port, or undefined to use the announced address.',
};

const FORM = 'such as { "10.0.0.1:6379": "redis.example:7001" } or { "10.0.0.1": "redis.example" }';

/** Reads `ADDRESS_MAP`. Adds problems to `problems`. */
export function readAddressMap(given: unknown, problems: Error[]): AddressMap {
  if (given === undefined || given === null) return (announced) => announced;
  if (typeof given === "function") return (announced) => textOf(given(announced)) ?? announced;
  if (typeof given !== "object" || Array.isArray(given)) {
    problems.push(new Error(`ADDRESS_MAP: must be an object, ${FORM}, or a function of host:port`));
    return (announced) => announced;
  }
  const targets = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    const from = parseAddress(name);
    const to = parseAddress(textOf(value) ?? "");
    if (from === undefined || to === undefined || (to.port !== undefined && from.port === undefined)) {
      problems.push(new Error(`ADDRESS_MAP.${name}: must map an address to an address, ${FORM}`));
    } else {
      targets.set(join(from.host, from.port), join(to.host, to.port ?? from.port));
    }
  }
  return (announced) => {
    const { host = "", port = "" } = parseAddress(announced) ?? {};
    const ofHost = targets.get(host);
    return targets.get(join(host, port)) ?? (ofHost === undefined ? announced : join(ofHost, port));
  };
}

function textOf(target: unknown): string | undefined {
  if (typeof target !== "object" || target === null) return target as string | undefined;
  const { host, port } = target as Partial<Exclude<Target, string>>;
  return addressOf(String(host), String(port));
}

function join(host: string, port: string | undefined): string {
  return port === undefined ? host : `${host}:${port}`;
}
