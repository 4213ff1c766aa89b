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
  ["has options and a header of its own, and is named by a string", "herd", { CACHE_HERD_TIMEOUT: 5 }],
])("the layer suite passes for one that %s", async (_, layer, options) => {
  expect(await failuresWith(layer, options)).toEqual([]);
});

// What cannot be read is logged, which is right and of no interest.
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});

const HEADER = "my:";

/** Puts a header before everything, and takes it off again in the one place where one thinks of it. */
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

/** Nothing but its own can be read. */
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
    "takes its header off in one place alone",
    forgetful,
    "a number that was loaded is counted, by steps of any kind, and lives as long as before",
  ],
  ["reads nothing without its header", strict, "what was stored without the layer is read with it"],
  [
    "does not hand on what was written",
    deaf,
    "invalidated hears of every command that writes, by its keys, and of none that reads",
  ],
  ["keeps errors for itself", quiet, "what fails beneath the layer reaches the caller"],
])("the layer suite finds one that %s", async (_, layer, title) => {
  expect(await failuresWith(layer)).toContain(title);
});

it("the layer suite finds one whose options any client has", async () => {
  expect(await failuresWith(passive, { MAX_VALUE_BYTES: 1000 })).toEqual([
    "without the layer its options are unknown",
  ]);
});
