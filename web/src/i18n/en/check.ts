import type { Messages } from '../index.js';
import type zh from '../zh-CN/check.js';

const messages: Messages<typeof zh> = {
  title: 'Connection test',
  intro: 'Checks whether this device can take part. It talks to this server only and sends nothing personal.',
  run: 'Test again',
  running: 'Testing, please wait…',
  done: 'Test finished.',
  columns: { item: 'Check', result: 'Result', advice: 'What to do' },
  caption: 'Results of the test',
  marks: { good: 'Good', fair: 'Usable', bad: 'Problem', wait: 'Testing' },
  fine: 'Nothing.',
  summary: {
    good: 'This device can take part.',
    fair: 'This device can take part; some features are limited, see below.',
    bad: 'This device cannot take part well. Follow the advice below or ask the staff.',
  },
  http: {
    name: 'Web access',
    good: 'Round trip {ms} ms',
    bad: 'The server cannot be reached',
    advice: 'Check that this is the network of the venue, then reload.',
  },
  websocket: {
    name: 'Live connection',
    good: 'Works, round trip {ms} ms',
    bad: 'Does not work',
    advice: 'The network may block it; the fallback is used instead. If that fails too, use another network.',
  },
  polling: {
    name: 'Fallback connection',
    good: 'Works',
    bad: 'Does not work',
    advice: 'Use another network, or ask its administrator to allow this server.',
  },
  clock: {
    name: 'Clock',
    good: '{seconds} s apart',
    fair: '{seconds} s apart; corrected by itself',
    bad: 'Not measured',
    advice: 'The server keeps the time, so this does no harm.',
  },
  browser: {
    name: 'Browser',
    good: '{name} {version}',
    bad: '{name} {version}, too old',
    unknown: 'Unknown browser',
    advice: 'Update to Chrome 92, Edge 92, iOS 14.5 or later, or use another device.',
    adviceUnknown: 'If pages look right you can go on.',
  },
  storage: {
    name: 'Storage',
    good: 'Works',
    fair: 'Does not keep anything',
    advice: 'After a reload you need the rejoin code. Leave private browsing.',
  },
  speech: {
    name: 'Chinese voice',
    good: 'Yes ({voice})',
    fair: 'None on this device',
    advice: 'For reading aloud use another device, or ask the host to read.',
  },
  address: 'Address of this page: {address}',
  browserLine: 'Browser: {agent}',
};
export default messages;
