import type { CertificateFacts } from '../handing-in/pdf/certificate.js';

/** The name is looked up when it is printed or checked, so that erasing somebody leaves none behind. */
export type CertificateSnapshot = Omit<CertificateFacts, 'name' | 'code' | 'address'>;
