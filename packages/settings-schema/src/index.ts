export { type Modules, type NamedPlugin, pluginsIn } from "./named-plugin.js";
export { type SettingRow, settingsReference } from "./settings-reference.js";
export { type SettingsSchemaOptions, settingsSchema } from "./settings-schema.js";
export type { JsonSchema } from "./value-schema.js";
