/**
 * npm run screenshots [-- part of a name]: pictures of every page in its states into screenshots/, and an index.html
 * that shows them beside each other.
 */
import { register } from 'node:module';
import { join } from 'node:path';
import { requireNode } from './lib/node-version.mjs';
requireNode();
const { ROOT, requireModules } = await import('./lib/paths.mjs');
requireModules();
register('../test/support/ts-hooks.mjs', import.meta.url);
const { takePictures } = await import('../test/support/gallery.ts');

const count = await takePictures(join(ROOT, 'screenshots'), process.argv[2]);
console.log(`${count} pictures in screenshots/; open screenshots/index.html to see them beside each other.`);
