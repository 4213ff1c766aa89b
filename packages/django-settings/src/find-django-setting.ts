import type { DjangoPlace, DjangoSetting } from "./django-setting.js";
import { DJANGO_SETTINGS } from "./django-settings.js";

const keyOf = (place: DjangoPlace, name: string): string => `${place} ${name}`;

const byName: ReadonlyMap<string, DjangoSetting> = new Map(
  DJANGO_SETTINGS.map((row) => [keyOf(row.place, row.name), row]),
);

/** The row of the table for this name in this place. */
export function findDjangoSetting(place: DjangoPlace, name: string): DjangoSetting | undefined {
  return byName.get(keyOf(place, name));
}
