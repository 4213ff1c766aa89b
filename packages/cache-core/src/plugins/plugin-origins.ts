/** Where plugins that settings name by a string were loaded from: the URL of a module, or the name of a given one. */
export const pluginOrigins: WeakMap<object, string> = new WeakMap();
