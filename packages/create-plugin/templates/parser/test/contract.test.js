import { describe, it } from "node:test";
import { parserSuite } from "@coffer/plugin-kit";
import { ExampleParser } from "coffer-example";

parserSuite({ describe, it, create: (handlers) => new ExampleParser(handlers) });
