import { JobSettings } from '../../src/question-bank/jobs/job-settings.js';

const register = new URL('./ts-register.mjs', import.meta.url);

/** Jobs of the sources as they are, for a server in the process of a test. */
export const SOURCE_JOBS = JobSettings.with({
  entry: new URL('../../src/question-bank/jobs/job-process.ts', import.meta.url),
  execArgv: ['--import', register.href],
});
