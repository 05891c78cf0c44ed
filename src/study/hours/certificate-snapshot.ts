import type { CertificateFacts } from '../handing-in/pdf/certificate.js';

/**
 * The name is looked up when it is printed or checked, so that erasing somebody leaves none behind; and so is what never
 * changes of an award.
 */
export type CertificateSnapshot = Omit<CertificateFacts, 'name' | 'award' | 'code' | 'address'>;
