import { BACKEND, type OptionDeclarations, type OptionsOf } from "@coffer/cache-core";
import { expectTypeOf, test } from "vitest";

const OPTIONS = {
  LEVEL: { type: "integer", min: 0, max: 11, default: 4, description: "How hard to work." },
  MODE: { type: "choice", values: ["text", "font", 3], description: "What the values are." },
  FAST: { type: "boolean", nullable: true, description: "Whether to hurry." },
  KEYS: { type: "object", secret: true, required: true, description: "Keys by their names." },
  NAMES: { type: "array", description: "Any names." },
  INNER: { type: "plugin", kind: BACKEND, description: "What does the work." },
  OUTER: { type: "plugins", kind: BACKEND, description: "What goes over it." },
} as const;

test("options have the types that their declarations declare", () => {
  expectTypeOf(OPTIONS).toExtend<OptionDeclarations>();
  expectTypeOf<OptionsOf<typeof OPTIONS>>().toEqualTypeOf<{
    readonly LEVEL?: number;
    readonly MODE?: "text" | "font" | 3;
    readonly FAST?: boolean | null;
    readonly KEYS?: Readonly<Record<string, unknown>>;
    readonly NAMES?: readonly unknown[];
    readonly INNER?: unknown;
    readonly OUTER?: readonly unknown[];
  }>();
});
