import type {
  ClientClass,
  Condition,
  Encoded,
  Life,
  Origin,
  Purpose,
  Unchanged,
} from "@coffer/client-default";
import { createCacheWith, type Layers, layerSuite } from "@coffer/client-suite";
import { beforeEach, expect, it, vi } from "vitest";
import { failuresOf } from "../../plugin-kit/test/support/failures-of.js";
import { passive } from "../src/layers/passive.js";
import { referenceLayer } from "../src/layers/reference-layer.js";

const OPTIONS = {
  CLIENT_CLASS: "default",
  CONNECTION_FACTORY: "ioredis",
  SERIALIZER: "json",
  REDIS_CLIENT_CLASS: "ioredis-mock",
};
const mock = {
  createCache: createCacheWith({ LOCATION: "redis://layers:6379/0", OPTIONS }, { parent: import.meta }),
  capabilities: { exactExpiry: false },
};
const OWN = ["stored entries", "errors and layers", "options of layers", "invalidated"];

async function failuresWith(
  layer: Layers[number],
  options?: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const failures = await failuresOf((runner) =>
    layerSuite({ ...runner, LAYERS: [layer], clients: { mock }, groups: OWN, options }),
  );
  return [...new Set(failures)];
}

it.each<[what: string, layer: Layers[number], options?: Readonly<Record<string, unknown>>]>([
  ["does nothing", passive],
  ["has options and its own header, and is named by a string", "herd", { CACHE_HERD_TIMEOUT: 5 }],
])("the layer suite passes for a layer that %s", async (_, layer, options) => {
  expect(await failuresWith(layer, options)).toEqual([]);
});

// An undecodable value is logged, which is right and of no interest here.
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});

const HEADER = "my:";

/** Puts a header before every value, but removes it only in the most obvious place. */
function forgetful<Base extends ClientClass>(Client: Base): Base {
  return class extends Client {
    override async writeEntry(
      redisKey: string,
      data: Encoded | Promise<Buffer>,
      life: Life,
      when: Condition | Unchanged,
      origin: Origin,
    ): Promise<boolean> {
      return super.writeEntry(redisKey, HEADER + String(await data), life, when, origin);
    }

    override decodeEntry(stored: Buffer, redisKey: string, purpose: Purpose): unknown {
      return super.decodeEntry(stored.subarray(HEADER.length), redisKey, purpose);
    }
  };
}

/** Can read only its own values. */
function strict<Base extends ClientClass>(Client: Base): Base {
  return class extends referenceLayer(Client) {
    override payloadOf(stored: Buffer): Buffer {
      const payload = super.payloadOf(stored);
      if (payload === stored) throw new Error("there is no header");
      return payload;
    }
  };
}

function deaf<Base extends ClientClass>(Client: Base): Base {
  return class extends Client {
    override invalidated(): void {}
  };
}

function quiet<Base extends ClientClass>(Client: Base): Base {
  return class extends Client {
    override readValue(redisKey: string, purpose: Purpose): Promise<unknown> {
      return super.readValue(redisKey, purpose).catch(() => undefined);
    }
  };
}

it.each<[what: string, layer: Layers[number], title: string]>([
  [
    "removes its header in one place only",
    forgetful,
    "a loaded number can be counted, by any delta, and keeps its expiry",
  ],
  [
    "reads nothing without its header",
    strict,
    "a value that was stored without the layer can be read with it",
  ],
  [
    "does not pass on which keys were written",
    deaf,
    "invalidated is called by every command that writes, with its keys, and by none that reads",
  ],
  ["swallows errors", quiet, "an error beneath the layer reaches the caller"],
])("the layer suite detects a layer that %s", async (_, layer, title) => {
  expect(await failuresWith(layer)).toContain(title);
});

it("the layer suite detects a layer whose options every client has", async () => {
  expect(await failuresWith(passive, { MAX_VALUE_BYTES: 1000 })).toEqual([
    "without the layer its options are unknown",
  ]);
});
