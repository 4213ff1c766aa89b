import { describe, it } from "mocha";
import { defineSuites } from "./suites.mjs";

defineSuites({ describe, it });
