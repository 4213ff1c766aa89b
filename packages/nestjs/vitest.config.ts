import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

/** Decorators as Nest has them, and the types of constructors' parameters, by which it injects. */
export default mergeConfig(shared, { oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } } });
