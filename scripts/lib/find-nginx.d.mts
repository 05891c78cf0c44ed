export function findNginx(env?: NodeJS.ProcessEnv): string | null;
