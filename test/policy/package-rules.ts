/** package.json, as far as the rules look at it. */
export interface PackageFile {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

export interface LockFile {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockEntry>>;
}

interface LockEntry {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Versions that are not one exact version: ranges, tags, addresses. */
export function inexactVersions({ dependencies, devDependencies }: PackageFile): string[] {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))
    .map(([name, version]) => `${name} ${version}`);
}

/**
 * What ties the lock file to one registry, leaves a package unchecked, or makes `npm ci` refuse it: npm forgets builds for
 * other platforms when the registry of the machine that wrote the file does not carry them, and then calls it out of sync.
 * Such a build may lack its hash, if it is optional and named for a platform.
 */
export function lockProblems(lock: LockFile): string[] {
  const problems = lock.lockfileVersion === 3 ? [] : [`lockfileVersion ${lock.lockfileVersion}`];
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.resolved !== undefined) problems.push(`${path || 'the project'} is resolved to ${entry.resolved}`);
    const foreign = entry.optional === true && entry.os !== undefined;
    if (path !== '' && entry.integrity === undefined && !foreign) problems.push(`${path} has no integrity hash`);
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (`node_modules/${name}` in lock.packages || `${path}/node_modules/${name}` in lock.packages) continue;
      problems.push(`${name}, optional for ${path}, is not locked: npm ci refuses`);
    }
  }
  return problems;
}

/** Packages that product code uses without naming them as dependencies, and dependencies that nothing uses. */
export function dependencyProblems(imported: ReadonlySet<string>, { dependencies }: PackageFile): string[] {
  const packages = [...imported].filter((name) => !name.startsWith('node:'));
  return [
    ...packages.filter((name) => !(name in dependencies)).map((name) => `${name} is imported but no dependency`),
    ...Object.keys(dependencies)
      .filter((name) => !imported.has(name))
      .map((name) => `${name} is a dependency that nothing imports`),
  ];
}

/** The project's own files that the scripts start or name. */
export function filesOfScripts({ scripts = {} }: PackageFile): string[] {
  return Object.values(scripts).flatMap((script) => script.match(/\b(?:receiver|loader|test)\/[\w./-]+/g) ?? []);
}

/** npm scripts that a text (a shell script, a Dockerfile, a README) tells somebody to run. */
export function scriptsNamed(text: string): string[] {
  const named = [...text.matchAll(/\bnpm run ([a-z][a-z:]*)/g)].map(([, name]) => name ?? '');
  const suites = [...text.matchAll(/^\s*suite [a-z-]+ \d+ ([a-z:]+)/gm)].map(([, name]) => name ?? '');
  return [...new Set([...named, ...suites, ...(/\bnpm (test|t)\b/.test(text) ? ['test'] : [])])];
}

// Written in halves, so that this file does not contain what it forbids.
const half = (...parts: string[]) => parts.join('');
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [new RegExp(half('(^|[\\s"\'`=(:])/(wo', 'rk|ro', 'ot)/')), "a path of one machine's"],
  [new RegExp(half('regis', 'try\\.npmjs|regis', 'try\\.yarnpkg')), "a package registry's host"],
  [new RegExp(half('rep', 'o1?\\.maven\\.(apache\\.)?org|search\\.maven')), "a package registry's host"],
  [
    new RegExp(half('py', 'pi\\.org|pythonhosted\\.org|crates', '\\.io|proxy\\.gol', 'ang\\.org')),
    "a package registry's host",
  ],
  [new RegExp(half('deb\\.deb', 'ian\\.org|archive\\.ubu', 'ntu')), "a package registry's host"],
  [
    new RegExp(half('\\b(contract|architecture|mission)\\.m', 'd\\b|sha', 'red/(facts|fixtures|lab)')),
    'a page that readers do not have',
  ],
];

/** Words that tie the project to one machine, one registry or pages outside it. */
export function forbiddenWords(path: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, i) =>
      FORBIDDEN.filter(([pattern]) => pattern.test(line)).map(([, what]) => `${path}:${i + 1} holds ${what}`),
    );
}

/** What the Dockerfile copies out of the project, the build stages' files excepted. */
export function copiedFiles(dockerfile: string): string[] {
  return [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '));
}

/** What a .dockerignore of the form "all but these" lets through. */
export function dockerContext(dockerignore: string): string[] {
  return [...dockerignore.matchAll(/^!(.+)$/gm)].map(([, path = '']) => path);
}
