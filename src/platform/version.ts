import { createRequire } from 'node:module';

/** Three folders up from dist/server/platform/, two from src/platform/, where the specs run it. */
const packageFile = import.meta.url.endsWith('.ts') ? '../../package.json' : '../../../package.json';

/** Of this program. */
export const { version: VERSION } = createRequire(import.meta.url)(packageFile) as { readonly version: string };
