import type { Messages } from '../index.js';
import type zh from '../zh-CN/audit.js';
import actions from './auditActions.js';

const messages: Messages<typeof zh> = {
  title: 'Audit log',
  action: actions,
  intro:
    'Every deed has an entry, each tied to the one before, so that none can be changed in silence. Here the log is read and exported, never changed.',
  where: {
    title: 'Where the log stands',
    help: 'Write down or print the head when a result is confirmed, to compare later. For a full check run npm run audit -- verify on the server.',
    chain: 'Chain',
    head: 'Head',
    key: 'Fingerprint of the key that signs exports',
    cut: 'The log was cut off or replaced ({chains}). Stop, keep a copy of the data folder, and have “npm run --silent audit -- verify” run on the server.',
    keep: 'Entries are kept for at least {days} days.',
  },
  export: {
    link: 'Export the entries of these dates, signed',
    help: 'The file is checked by npm run audit -- verify-export. The export itself is put on record too.',
  },
  filter: {
    title: 'Filter the entries',
    from: 'From',
    to: 'To, that day included',
    dayHelp: 'Such as 2026-01-31',
    notADay: 'Write a date such as 2026-01-31.',
    group: 'Kind of deed',
    actor: 'Done by',
    outcome: 'Outcome',
    any: 'Any',
    clear: 'Clear the filter',
  },
  group: {
    operator: 'Accounts and sign-in',
    contest: 'Contest',
    participant: 'Participants',
    responses: 'Responses',
    bank: 'Question banks',
    results: 'Results',
    roster: 'Roster',
    person: 'People',
    unit: 'Units',
    member: 'Own accounts',
    study: 'Study log',
    hours: 'Study hours',
    reading: 'Reading campaigns',
    statement: 'Learning records',
    audit: 'Audit',
    other: 'Other',
  },
  actor: { operator: 'Operator', participant: 'Participant', server: 'Server', 'command-line': 'Command line' },
  outcome: { ok: 'Done', refused: 'Refused' },
  table: {
    title: 'Entries',
    at: 'Time',
    who: 'Done by',
    action: 'Deed',
    about: 'Contest and subject',
    outcome: 'Outcome',
    detail: 'Content',
    place: 'Number',
    covered: 'Vouches for {n} rows',
    note: 'Note: {note}',
    object: 'Subject {id}',
  },
  none: 'No entry fits. Widen the filter.',
  count: '{n} shown, the latest first.',
  more: 'Show earlier entries',
  head: {
    label: 'Audit head',
    help: 'Print it with the results or write it down, to show later that the log was not changed.',
  },
};

export default messages;
