import type { Messages } from '../index.js';
import type zh from '../zh-CN/ownEntries.js';

export default {
  heading: 'My study entries',
  intro:
    'After you have studied, been to a lecture or taken part in something, write it down here and hand it in to your branch. Photos and attachments are never required. What the branch wrote down and you took part in is listed, too.',
  add: 'New entry',
  another: 'Another entry',
  newTitle: 'New entry',
  back: 'Back to my study entries',
  loading: 'Loading, please wait…',
  which: 'Show',
  all: 'All',
  own: 'Written by myself',
  ofBranch: 'Written by the branch',
  listHeading: 'Entries',
  line: '{day}, {kind}',
  branchLine: '{day}, {kind}, written by {unit}',
  none: {
    all: 'No entries yet. Press “New entry” for the first one.',
    own: 'You have not written an entry yet. Press “New entry” for the first one.',
    ofBranch: 'You are not in what the branch has written down so far.',
  },
  more: 'Show more',
  returnedHeading: 'Entries to mend',
  returned: 'Your branch has sent these back. Open one to read the reason, mend it and hand it in again.',
  returnedLine: '{day}, {title}',
  deviceHeading: 'Entries on this device alone',
  device: 'These have not reached the server. Open one to go on, then save it or hand it in.',
  unsaved: 'There are unsaved changes on this device.',
  restored: 'What was left on this device is here again.',
  beginAgain: 'Drop it and begin again',
  ofBranchNext: 'The branch wrote this down with you on the list. If something is wrong, please tell the secretary.',
  ownState: 'You: {state}.',
  notMadeUp:
    'Not made up for yet. If you would like a visit, or large print, audio, braille or sign language material, please tell the secretary.',
  headcount: 'Expected {expected}, present {present}.',
} satisfies Messages<typeof zh>;
