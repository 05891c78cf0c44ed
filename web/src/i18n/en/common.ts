import type { Messages } from '../index.js';
import type zh from '../zh-CN/common.js';

const messages: Messages<typeof zh> = {
  brand: 'Xuesai',
  skip: 'Skip to main content',
  navigation: 'Page navigation',
  settings: 'Display and reading',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  next: 'Next',
  retry: 'Try again',
  errorWord: 'Error: ',
  errorHeading: 'Please correct the following first',
  badNumber: 'Please enter a number from {min} to {max}.',
  fault: {
    text: 'Something went wrong on this page. Submitted responses are safe. Please reload.',
    reload: 'Reload the page',
  },
  connection: {
    connecting: 'Connecting…',
    connected: 'Connected',
    reconnecting: 'Connection lost, reconnecting…',
    offline: 'No network; will reconnect when it is back',
    replaced: 'Continued on another device',
    outdated: 'A new version is available, please reload',
  },
  footer: {
    accessibility: 'Accessibility',
    feedback: 'Feedback',
    privacy: 'Privacy',
    check: 'Connection test',
  },
  notFound: {
    title: 'Page not found',
    text: 'The address may be mistyped, or the contest deleted. Check the address on the screen, or enter the PIN on the home page.',
    home: 'Go to the home page',
  },
  phases: {
    draft: 'Draft',
    lobby: 'Lobby',
    introducing: 'Round introduction',
    presenting: 'Reading time',
    open: 'Open',
    closed: 'Closed',
    revealed: 'Answer shown',
    ended: 'Ended',
    finalized: 'Results confirmed',
    paused: 'Paused',
  },
  kinds: {
    trueFalse: 'True or false',
    single: 'Single choice',
    multiple: 'Multiple choice',
    fillIn: 'Fill in',
    ordering: 'Ordering',
    matching: 'Matching',
  },
};
export default messages;
