/** Reading the project's own files, for the rules that are about them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '');

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Paths from the root with `/`, of every file under the folders whose name the pattern fits; sorted. */
export function filesUnder(folders: readonly string[], pattern: RegExp): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== 'node_modules') walk(path);
      else if (pattern.test(entry.name)) found.push(relative(ROOT, path).split(sep).join('/'));
    }
  };
  for (const folder of folders) if (existsSync(join(ROOT, folder))) walk(join(ROOT, folder));
  return found.sort();
}

/** The TypeScript of a file; of a .vue file its script block, on its own lines. */
export function scriptOf(path: string): string {
  const text = read(path);
  if (!path.endsWith('.vue')) return text;
  const match = /<script[^>]*>/.exec(text);
  if (!match) return '';
  const start = match.index + match[0].length;
  return text.slice(0, start).replace(/[^\n]/g, ' ') + text.slice(start, text.indexOf('</script>', start));
}

export function parse(path: string, text = scriptOf(path)): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}

export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  node.forEachChild((child) => visit(child, look));
}

export function placeOf(file: ts.SourceFile, node: ts.Node): string {
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
