import { DJANGO_SETTINGS } from "../django/django-settings.js";

/** What a Django settings block names, and what stands in its place here. */
export const ALIASES: Readonly<Record<string, string>> = Object.fromEntries(
  DJANGO_SETTINGS.flatMap((row) =>
    row.place === "value" && row.meaning === "same" && row.here !== undefined ? [[row.name, row.here]] : [],
  ),
);
