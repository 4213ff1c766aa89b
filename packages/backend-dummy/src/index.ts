export { DummyCache, DummyCache as default } from "./dummy-cache.js";
