import { randomUUID } from "node:crypto";
import { defineEventHandler } from "h3";

export default defineEventHandler(() => ({ made: randomUUID() }));
