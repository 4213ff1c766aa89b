/**
 * Imports a module that is found at run time only. Bundlers would look for it when they build, and leave something in its place that
 * finds nothing: these comments, which the compiler keeps, make them leave this `import()` alone.
 */
export function importAtRunTime(url: string): Promise<Readonly<Record<string, unknown>>> {
  return import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ url);
}
