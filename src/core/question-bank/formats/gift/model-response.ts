/**
 * GIFT has no place for the model response of an essay. It goes into the general remark, in the words that Chinese papers
 * have for it, and is found there again.
 */
const MODEL = '参考答案：';
const EXPLANATION = '\n解析：';

export function joinModel(model: string | undefined, explanation: string | undefined): string {
  if (model === undefined) return explanation ?? '';
  return `${MODEL}${model}${explanation === undefined ? '' : `${EXPLANATION}${explanation}`}`;
}

export function splitModel(remark: string): { readonly model: string; readonly explanation: string } {
  const [, rest] = /^参考答案\s*[:：]\s*(.*)$/su.exec(remark) ?? [];
  if (rest === undefined) return { model: '', explanation: remark };
  const [model = '', ...explanation] = rest.split(/\n解析\s*[:：]\s*/u);
  return { model: model.trim(), explanation: explanation.join(EXPLANATION).trim() };
}
