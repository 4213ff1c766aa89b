/**
 * Imports a module whose path is known only at run time. Bundlers would try to resolve it when they build, and
 * replace it by code that finds nothing: with these comments, which the compiler keeps, they leave this `import()`
 * unchanged.
 */
export function importAtRunTime(url: string): Promise<Readonly<Record<string, unknown>>> {
  return import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ url);
}
