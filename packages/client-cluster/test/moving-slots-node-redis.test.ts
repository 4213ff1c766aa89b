import { movingSlotsSuite } from "./moving-slots.js";

movingSlotsSuite(["node-redis 6", "node-redis 5"]);
