import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.js";

/** Decorators with Nest's compiler options, and the metadata of constructors' parameters, by which it injects. */
export default mergeConfig(shared, { oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } } });
