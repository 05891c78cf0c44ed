import { Injectable } from '@nestjs/common';

import { FieldCipher } from '../../platform/crypto/field-cipher.js';
import { personalCode } from '../../platform/crypto/personal-code.js';
import { ServerAddresses } from '../../platform/http/server-addresses.js';
import type { CertificateFacts } from '../handing-in/pdf/certificate.js';
import type { PdfFonts } from '../handing-in/pdf/pdf-fonts.js';
import type { CertificateEntity } from './persistence/certificate.entity.js';

/** The codes of certificates, which follow from their ids and this server's key, and their pages. */
@Injectable()
export class CertificatePrinter {
  /** Its pieces stay open from one certificate to the next. */
  private fonts: PdfFonts | null = null;

  constructor(
    private readonly cipher: FieldCipher,
    private readonly addresses: ServerAddresses,
  ) {}

  codeOf(id: string): string {
    return personalCode(this.cipher, `certificate ${id}`);
  }

  digestOf(code: string): string {
    return this.cipher.sign(`certificate digest ${code}`);
  }

  /** `name` in full: it is given to the person and shown by them. */
  async pdf(
    { id, facts }: Pick<CertificateEntity, 'id' | 'facts'>,
    rest: Pick<CertificateFacts, 'name' | 'award'>,
  ): Promise<Buffer> {
    const code = grouped(this.codeOf(id));
    const address = `${this.addresses.preferred()}/certificates/${code}`;
    // What sets type is large, and the start of the server does without it.
    const { certificatePdf } = await import('../handing-in/pdf/certificate-pdf.js');
    const { PdfFonts } = await import('../handing-in/pdf/pdf-fonts.js');
    this.fonts ??= new PdfFonts();
    return certificatePdf({ ...facts, ...rest, code, address }, this.fonts);
  }
}

export const grouped = (code: string): string => code.replace(/(.{4})(?=.)/gu, '$1-');
