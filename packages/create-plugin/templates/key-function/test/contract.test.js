import { describe, it } from "node:test";
import { keyFunctionSuite } from "@coffer/plugin-kit";
import { exampleKey, reverseExampleKey } from "coffer-example";

keyFunctionSuite({ describe, it, keyFunction: exampleKey, reverseKeyFunction: reverseExampleKey });
