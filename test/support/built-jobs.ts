import { ExportSettings } from '../../src/study/handing-in/jobs/export-runner.js';
import { JobSettings } from '../../src/question-bank/jobs/job-settings.js';

/** Jobs of the build, which every ring with a server makes first: from the sources each would take a second to start. */
export const BUILT_JOBS = JobSettings.with({
  entry: new URL('../../dist/server/question-bank/jobs/job-process.js', import.meta.url),
});

export const BUILT_EXPORTS = ExportSettings.with({
  entry: new URL('../../dist/server/study/handing-in/jobs/export-process.js', import.meta.url),
});
