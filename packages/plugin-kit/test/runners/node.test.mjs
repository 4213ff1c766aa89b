import { describe, it } from "node:test";
import { defineSuites } from "./suites.mjs";

defineSuites({ describe, it });
