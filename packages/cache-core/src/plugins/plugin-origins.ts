/** Where plugins that settings name by a string were loaded from: the URL of a module, or the name of one that was at hand. */
export const pluginOrigins: WeakMap<object, string> = new WeakMap();
