const OPENING = String.raw`yes|no|sorry|i am|i'm|congratulations|that'?s|that’s|that is|this is|you are|you gave the|your (?:answer|response|choice) is|回答|作答|你?答|完全|恭喜你?|很遗憾|对不起`;
const RIGHT =
  'correct|all correct|right|you got it right|well done|good job|great|excellent|good|right answer|正确|对|对了|很好|真棒';
const WRONG =
  'incorrect|wrong|not correct|not right|false|try again|wrong answer|错误|错|错了|不对|不正确|再想想|请重试';
/** Nobody needs more words for it. */
const LONGEST = 60;
const VERDICT = new RegExp(`^[\\s—–-]*(?:(?:${OPENING})[,，、!！\\s]*)*(?:${RIGHT}|${WRONG})?[!！.。…\\s]*$`, 'iu');

/** “Correct!” and 回答错误 tell the participant what they see anyway; they explain nothing. */
export const isVerdict = (text: string): boolean => text.length <= LONGEST && VERDICT.test(text);
