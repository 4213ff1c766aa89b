import type { Serializer } from "@coffer/cache-core";
import type { Groups } from "../suite/cases.js";
import { runSuite } from "../suite/run-suite.js";
import type { SuiteOptions } from "../suite/runner.js";
import { damagedBytes } from "./damaged-bytes.js";
import { faithful } from "./faithful.js";
import { members } from "./members.js";
import { ownValues } from "./own-values.js";
import { plainValues } from "./plain-values.js";
import type { SerializerContext } from "./serializer-context.js";
import { storedForm } from "./stored-form.js";

/** Options of `serializerSuite`. */
export interface SerializerSuiteOptions extends SuiteOptions {
  /** Creates the serializer, with the options that its users get by default. */
  readonly create: () => Serializer;
  /** Further values that must come back equal, by description: dates, maps, whatever the format supports. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** Further values that must be rejected, by description. */
  readonly refused?: Readonly<Record<string, unknown>> | undefined;
}

/** Tests what every serializer must do. */
export function serializerSuite(options: SerializerSuiteOptions): void {
  const groups: Groups<SerializerContext> = {
    "plain values": plainValues,
    "all or nothing": faithful,
    "its own values": ownValues(options.values ?? {}, options.refused ?? {}),
    "the stored form": storedForm,
    members,
    "bytes of other formats": damagedBytes,
  };
  runSuite(options, {
    name: "a serializer",
    groups,
    around: async (run) => run({ serializer: options.create(), another: options.create }),
  });
}
