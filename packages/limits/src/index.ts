export { type Limiter, type LimiterOptions, limiter, type Taken } from "./limiter/limiter.js";
export type { NamedOptions } from "./options.js";
export { type Semaphore, type SemaphoreOptions, semaphore } from "./semaphore/semaphore.js";
export {
  type Counted,
  type HitOptions,
  type WindowCounter,
  type WindowCounterOptions,
  windowCounter,
} from "./window/window-counter.js";
