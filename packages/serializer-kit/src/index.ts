export { className, describe } from "./describe.js";
export { isDirect, isPlainArray, isPlainObject } from "./is-plain.js";
export { pathSegment } from "./path-segment.js";
export { prepare } from "./prepare.js";
export { refuseProperties } from "./refuse-properties.js";
export { Refused } from "./refused.js";
export type { Rules, Step, Visit } from "./rules.js";
export { MAX_DEPTH } from "./walk.js";
