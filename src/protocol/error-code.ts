/**
 * Every refusal the server can give. The Chinese sentence says what to do next; clients show it as it is
 * or translate by code.
 */
export const ERROR_MESSAGES = {
  'protocol.version': '页面版本已更新，请刷新页面后重试。',
  'protocol.malformed': '请求格式不正确，请刷新页面后重试。',
  'protocol.too-large': '发送的内容过长，请缩短后重试。',
  'protocol.rate-limited': '操作太频繁，请稍等片刻再试。',
  'protocol.origin': '请从本系统的网页进入，不要从其他网站调用。',
  'auth.required': '请先登录。',
  'auth.forbidden': '您没有进行此操作的权限，请联系管理员。',
  'auth.bad-credentials': '用户名或密码不正确，请检查后重试。',
  'auth.delayed': '登录失败次数较多，请等待提示的时间后再试。',
  'auth.csrf': '页面已过期，请刷新页面后重试。',
  'auth.session-expired': '登录已过期，请重新登录。',
  'auth.weak-password': '密码至少需要 12 个字符，且不能是常见密码，请换一个。',
  'auth.login-taken': '该用户名已被使用，请换一个。',
  'setup.bad-token': '设置码不正确，请从服务器启动窗口重新复制。',
  'setup.done': '管理员已经设置完成，请直接登录。',
  'entry.pin-unknown': '没有找到这个竞赛码，请核对大屏上的 6 位数字。',
  'entry.not-open': '竞赛尚未开放进入，请等待主持人开放候场。',
  'entry.ended': '竞赛已经结束，不能再进入。',
  'entry.name-required': '请填写姓名。',
  'entry.branch-unknown': '请从列表中选择所在支部。',
  'entry.consent-required': '请先阅读并同意个人信息说明。',
  'entry.needs-consent-required': '保存个人需要前，请单独勾选同意。',
  'entry.rejoin-unknown': '续答码不正确，请核对 6 位字母和数字，或请主持人帮助。',
  'entry.token-unknown': '入场记录已失效，请重新进入或使用续答码。',
  'entry.removed': '您已被主持人移出本场竞赛，如有疑问请联系主持人。',
  'bank.shipped': '这个题库随软件提供，不能在这里修改；请先把题目复制到自己的题库，再修改。',
  'bank.item-changed': '这道题刚被别人改过，请刷新页面，在最新内容上重新修改。',
  'bank.item-rejected': '题目内容有误，请检查标出的项目。',
  'bank.status-refused': '没有题目可以改成这个状态，请按提示处理后重试。',
  'bank.import-undone': '这次导入已经撤销，不需要再操作。',
  'bank.media-rejected': '这个文件不能使用，请按提示换一个。',
  'contest.unknown': '没有找到这场竞赛，请返回列表重新选择。',
  'contest.not-joined': '请先进入竞赛。',
  'contest.wrong-phase': '当前环节不能进行此操作，请按页面提示的下一步进行。',
  'contest.version-conflict': '竞赛状态刚刚变化，页面已更新，请确认后再操作。',
  'contest.paused': '竞赛已暂停，请等待主持人继续。',
  'contest.not-paused': '竞赛没有暂停，不需要继续。',
  'contest.not-in-control': '当前由其他主持人控制，请先点击“接管”。',
  'contest.not-draft': '竞赛已开放候场，不能再修改；如需修改请先退回草稿。',
  'contest.no-items': '竞赛还没有题目，请先抽题。',
  'contest.no-branches': '竞赛还没有支部，请先粘贴支部名单。',
  'contest.rejected': '竞赛设置有误，请检查标出的项目。',
  'contest.not-enough-items': '题库中符合条件的题目不够，请减少数量或放宽条件。',
  'contest.live': '竞赛正在进行，请先结束后再操作。',
  'round.unknown': '没有找到这个环节，请刷新页面。',
  'item.unknown': '没有找到这道题，请刷新页面。',
  'item.not-open': '本题未在作答时间内，不能提交。',
  'item.time-remaining': '仍有人在作答时间内，如确需提前截止，请再次确认。',
  'item.already-voided': '这道题已经作废。',
  'item.not-presented': '这道题还没有出示，不能作废；可以在题目列表中跳过。',
  'item.not-revealed': '这道题没有公布过答案，不计分，无需更正。',
  'item.key-unfit': '新的正确答案与题型不符，请检查后重新填写。',
  'item.rejected': '题目内容有误，请检查标出的项目。',
  'correction.unknown': '没有找到这次更正，可能已经撤回，请刷新页面。',
  'board.frozen': '已经封榜，请先解榜再进行此操作。',
  'board.not-frozen': '目前没有封榜，不需要解榜。',
  'contest.appeal-open': '还有申诉没有裁定，请裁定后再确认成绩。',
  'contest.adjustment-open': '还有加减分没有复核，请复核后再确认成绩。',
  'adjustment.unknown': '没有找到这条加减分，请刷新页面。',
  'adjustment.decided': '这条加减分已经复核过，请刷新页面查看。',
  'adjustment.same-person': '加减分须由提出人以外的另一个人复核。',
  'adjustment.branch-unscored': '这个支部目前没有成绩，不能对支部加减分；请核对参赛情况。',
  'appeal.closed': '现在不在申诉期内，不能提交申诉；如有疑问请联系组织者。',
  'appeal.filed-already': '您已经就此提交过申诉，请等待裁定，不必重复提交。',
  'appeal.unknown': '没有找到这份申诉，请刷新页面。',
  'appeal.decided': '这份申诉已经裁定，请刷新页面查看。',
  'response.malformed': '作答格式不正确，请刷新页面后重新作答。',
  'response.already-submitted': '本题已经提交过，不能再次提交。',
  'participant.unknown': '没有找到这位参赛者。',
  'needs.malformed': '个人需要的设置不正确，请重新选择。',
  'caption.empty': '请填写要发送的字幕文字。',
  'server.busy': '服务器正忙，请稍候，系统会自动重试。',
  'server.stopping': '服务器正在重启，请稍候，页面会自动恢复。',
  'server.error': '服务器出错，请稍后重试；如仍出错，请联系管理员。',
  'rest.not-found': '没有找到请求的内容。',
  'rest.invalid': '填写的内容有误，请检查标出的项目。',
} as const;

export type ErrorCode = keyof typeof ERROR_MESSAGES;

export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number;
  /** `response.already-submitted`: the receipt of the first submission. */
  readonly receipt?: { readonly submissionId: string; readonly receivedAt: number };
  /** Where the fault is: field path, cell or line, with a sentence each. */
  readonly details?: readonly { readonly path: string; readonly message: string }[];
}
