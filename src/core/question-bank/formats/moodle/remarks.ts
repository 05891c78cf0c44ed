/** What Moodle says of each response becomes the explanation. */

export interface Remark {
  /** The response that it is about; a bare `*` is whatever else somebody may write. */
  readonly on: string;
  readonly text: string;
  readonly right: boolean;
}

const OTHERS = '其他答案';

/** Of the two responses to a statement; a sole remark explains the statement, whichever response it was written for. */
export function truthRemarks(yes: string, no: string): readonly Remark[] {
  const sole = yes === '' || no === '';
  return [
    { on: '正确', text: yes, right: sole },
    { on: '错误', text: no, right: sole },
  ];
}

/** General feedback first, then what is said of each response; a sole remark on the right response stands alone. */
export function explained(general: string, remarks: readonly Remark[]): { readonly explanation?: string } {
  const spoken = remarks.filter(({ text }) => text !== '');
  const [sole] = spoken;
  const alone = general === '' && spoken.length === 1 && sole?.right === true;
  const lines = spoken.map(({ on, text }) => (alone || on === '' ? text : `“${on === '*' ? OTHERS : on}”：${text}`));
  const explanation = [...(general === '' ? [] : [general]), ...lines].join('\n');
  return explanation === '' ? {} : { explanation };
}
