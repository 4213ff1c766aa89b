import { movingSlotsSuite } from "./moving-slots.js";

movingSlotsSuite(["ioredis 6", "ioredis 5"]);
