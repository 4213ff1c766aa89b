type Dependencies = Readonly<Record<string, string>>;

export interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: Dependencies | undefined;
  readonly peerDependencies: Dependencies;
  readonly devDependencies: Dependencies;
}

/** The package.json of the template, with what the plugin's kind and the test runner add to it. */
export function mergeManifests(
  common: Manifest,
  { keywords = [], dependencies, peerDependencies, devDependencies, ...more }: Partial<Manifest>,
): Manifest {
  const runtime = merge(common.dependencies, dependencies);
  return {
    ...common,
    ...more,
    keywords: [...common.keywords, ...keywords],
    scripts: { ...common.scripts, ...more.scripts },
    dependencies: Object.keys(runtime).length > 0 ? runtime : undefined,
    peerDependencies: merge(common.peerDependencies, peerDependencies),
    devDependencies: merge(common.devDependencies, devDependencies),
  };
}

function merge(...several: readonly (Dependencies | undefined)[]): Dependencies {
  const entries = several.flatMap((each) => Object.entries(each ?? {}));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
