/** The `packages` of package-lock.json. */
type Packages = Readonly<Record<string, object>>;
/** Whether a package at `path` finds `name` in its own node_modules or in one above. */
export function isLocked(packages: Packages, path: string, name: string): boolean;
