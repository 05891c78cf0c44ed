import { JobSettings } from '../../src/question-bank/jobs/job-settings.js';

/** Jobs of the build, which every ring with a server makes first: from the sources each would take a second to start. */
export const BUILT_JOBS = JobSettings.with({
  entry: new URL('../../dist/server/question-bank/jobs/job-process.js', import.meta.url),
});
