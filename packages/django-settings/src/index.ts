export type { DjangoPlace, DjangoSetting } from "./django-setting.js";
export { DJANGO_SETTINGS } from "./django-settings.js";
export { findDjangoSetting } from "./find-django-setting.js";
