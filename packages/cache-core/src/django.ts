// What Python's settings mean here, as data: for connection packages, and for the page that lists them.
export type { DjangoPlace, DjangoSetting } from "./django/django-setting.js";
export { DJANGO_SETTINGS } from "./django/django-settings.js";
export { findDjangoSetting } from "./django/find-django-setting.js";
