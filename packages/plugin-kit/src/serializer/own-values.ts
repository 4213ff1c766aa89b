import assert from "node:assert/strict";
import type { CaseBody, Cases } from "../suite/cases.js";
import { comesBack } from "./round-trip.js";
import type { SerializerContext } from "./serializer-context.js";

type Named = Readonly<Record<string, unknown>>;

/** Cases for the values that the author of a serializer lists. */
export function ownValues(values: Named, refused: Named): Cases<SerializerContext> {
  const cases: [title: string, body: CaseBody<SerializerContext>][] = [
    ...Object.entries(values).map(
      ([name, value]) =>
        [`${name} comes back`, ({ serializer }: SerializerContext) => comesBack(serializer, value)] as [
          string,
          CaseBody<SerializerContext>,
        ],
    ),
    ...Object.entries(refused).map(
      ([name, value]) =>
        [
          `${name} is rejected`,
          ({ serializer }: SerializerContext) => assert.throws(() => serializer.dumps(value)),
        ] as [string, CaseBody<SerializerContext>],
    ),
  ];
  return Object.fromEntries(cases);
}
