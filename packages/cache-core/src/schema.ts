// What is written from the plugins' declared options: a JSON schema for editors, and the reference of all settings. Caches do without.
export { type NamedPlugin, pluginsIn } from "./schema/named-plugin.js";
export { type SettingRow, settingsReference } from "./schema/settings-reference.js";
export { type SettingsSchemaOptions, settingsSchema } from "./schema/settings-schema.js";
export type { JsonSchema } from "./schema/value-schema.js";
