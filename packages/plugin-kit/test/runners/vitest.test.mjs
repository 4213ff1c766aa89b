import { describe, it } from "vitest";
import { defineSuites } from "./suites.mjs";

defineSuites({ describe, it });
