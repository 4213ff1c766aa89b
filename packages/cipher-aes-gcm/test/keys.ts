import { randomBytes } from "node:crypto";

const make = (id: string) => ({ id, key: randomBytes(32).toString("base64") });

export const NOW = make("now");
export const NEXT = make("next");
export const STRANGER = make("stranger");
