/** Items of QTI 2 as text, and what the reader makes of them. */
import { expect } from '@jest/globals';
import type { QtiFile } from '../../src/core/question-bank/formats/qti/qti-file.js';
import { readQti, type QtiReading } from '../../src/core/question-bank/formats/qti/read-qti.js';
import type { ReadBankItem } from '../../src/core/question-bank/formats/reading.js';
import { parseXml } from '../../src/question-bank/files/xml.js';

export const V21 = 'http://www.imsglobal.org/xsd/imsqti_v2p1';
export const V30 = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0';

export const qtiFile = (path: string, xml: string): QtiFile => ({ path, root: parseXml(xml) });

interface Item2 {
  readonly declarations?: string;
  readonly body: string;
  readonly rest?: string;
}

export const item2 = ({ declarations = '', body, rest = '' }: Item2): QtiReading =>
  readQti([
    qtiFile(
      'item.xml',
      `<?xml version="1.0" encoding="UTF-8"?>
      <assessmentItem xmlns="${V21}" identifier="sample-1" title="示例题" adaptive="false" timeDependent="false">
        ${declarations}
        <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
        <itemBody>${body}</itemBody>
        ${rest}
      </assessmentItem>`,
    ),
  ]);

const tagged = (name: string, values: readonly string[]) =>
  values.map((value) => `<${name}>${value}</${name}>`).join('');

export const declared = (cardinality: string, values: readonly string[], more = '', baseType = 'identifier'): string =>
  `<responseDeclaration identifier="RESPONSE" cardinality="${cardinality}" baseType="${baseType}">
    ${values.length === 0 ? '' : `<correctResponse>${tagged('value', values)}</correctResponse>`}
    ${more}
  </responseDeclaration>`;

export const choices = (...texts: readonly string[]): string =>
  texts.map((text, index) => `<simpleChoice identifier="opt${index + 1}">${text}</simpleChoice>`).join('\n');

export const choice = (texts: readonly string[], maxChoices = '1'): string =>
  `<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="${maxChoices}">
    <prompt>示例：哪一项是首都？</prompt>${choices(...texts)}</choiceInteraction>`;

export const CITIES = ['示例甲市', '示例乙市', '示例丙市'];

/** The only item, or the code of what was said instead. */
export function only(reading: QtiReading): ReadBankItem | string | undefined {
  expect(reading.read).toBe(1);
  return reading.items[0]?.item ?? reading.rejected[0]?.code;
}

export const codes = (reading: QtiReading): readonly string[] => reading.warnings.map(({ code }) => code);
