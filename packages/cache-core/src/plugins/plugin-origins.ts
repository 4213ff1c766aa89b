/** Where the plugins of plugin strings were loaded from: the URL of a module, or the name of a module in `embedded`. */
export const pluginOrigins: WeakMap<object, string> = new WeakMap();
