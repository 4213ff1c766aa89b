import type { KeyFunction, ReverseKeyFunction } from "@coffer/cache-core";

export interface KeyFunctionContext {
  readonly make: KeyFunction;
  readonly reverse: ReverseKeyFunction;
}
