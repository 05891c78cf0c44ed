import { Logger } from '@nestjs/common';

/**
 * Libraries that few requests need and the start of the server does without (a second of it). Each takes the event loop
 * for up to half a second while it is loaded, so that is done soon after the start, one by one, at moments when nobody
 * is at an item; whoever asks earlier loads it then.
 */
const LIBRARIES: Readonly<Record<string, () => Promise<unknown>>> = {
  exceljs: () => import('exceljs'),
  sharp: () => import('sharp'),
  documents: () => import('./study/handing-in/official-document.js'),
  certificates: () => import('./study/handing-in/pdf/certificate-pdf.js'),
};
const BETWEEN_MS = 3000;

/** Ends by itself, and holds up no end of the process. @param isQuiet whether the event loop may stand still for a moment */
export function loadLateLibraries(isQuiet: () => boolean, left = Object.entries(LIBRARIES)): void {
  const [next, ...others] = left;
  if (!next) return;
  const look = (): void => {
    if (!isQuiet()) return loadLateLibraries(isQuiet, left);
    const [name, load] = next;
    load().then(
      () => loadLateLibraries(isQuiet, others),
      // Asked for, it fails again, and the request says so.
      (error: unknown) => new Logger('late-libraries').error(`${name} could not be loaded: ${String(error)}`),
    );
  };
  setTimeout(look, BETWEEN_MS).unref();
}
