import type { Messages } from '../index.js';
import type zh from '../zh-CN/needs.js';

const messages: Messages<typeof zh> = {
  title: 'Requests for more time',
  heading: '{title}: requests for more time',
  link: 'Requests for more time',
  back: 'Back to the contest',
  loadFailed: 'Could not be read: {message}',
  notAsked:
    'This contest asks for no approval: the time that people ask for counts at once. Approval is switched on among the rules of a draft.',
  lead: 'Listed are only people who ask for more time. Please look only to decide, and neither copy nor tell. No proof is asked for.',
  logged:
    'Each look leaves an entry in the audit log for every person on the list: who looked, when, at whom. What the needs are is not in it.',
  open: 'Show the requests',
  again: 'Read again',
  none: 'Nobody asks for more time at present.',
  count: '{total} requests, {waiting} to decide.',
  table: 'Requests',
  name: 'Name',
  branch: 'Branch',
  time: 'Time',
  times: '{n} times',
  state: 'State',
  states: { requested: 'waits', approved: 'approved', refused: 'not approved' },
  acts: 'Decision',
  approve: 'Approve',
  approveOf: 'Approve the request of {name}',
  refuse: 'Do not approve',
  refuseOf: 'Do not approve the request of {name}',
  approved: 'The request of {name} is approved; it counts at once, and the person is told.',
  refused: 'The request of {name} is not approved; the person is told.',
};
export default messages;
