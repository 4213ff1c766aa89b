import { DJANGO_SETTINGS } from "../django/django-settings.js";

/** What a Django settings block names, and what stands in its place here. */
const FROM_DJANGO = Object.fromEntries(
  DJANGO_SETTINGS.flatMap((row) =>
    row.place === "value" && row.meaning === "same" && row.here !== undefined ? [[row.name, row.here]] : [],
  ),
);

/** Names that mean a plugin of coffer's. */
export const ALIASES: Readonly<Record<string, string>> = {
  ...FROM_DJANGO,
  // As it is, no cache could use it.
  "ioredis-mock": "@coffer/connection-mock#RedisMock",
};
