import type { Messages } from '../index.js';
import type zh from '../zh-CN/info.js';

const messages: Messages<typeof zh> = {
  accessibility: {
    title: 'Accessibility statement',
    lead: 'Everyone, including people who cannot see, hear or move well or who rarely use such devices, should be able to take part alone under the same rules.',
    target: {
      heading: 'Target',
      text: 'We aim at WCAG 2.2 level AA and GB/T 37668—2019 level 3. A target is not a finding: no third party has assessed the system, and we do not claim full conformance.',
    },
    done: {
      heading: 'What works and is checked automatically',
      items: {
        keyboard: 'Everything works by keyboard alone; focus is easy to see and never covered.',
        reader: 'Items, choices, receipts and time reminders reach screen readers without moving focus.',
        time: 'You may ask for 1.3, 1.5, 2 or 3 times the time, change or withdraw it any time; nobody else sees it. Speed does not count by default.',
        switches: 'Scanning by one or two switches is built in, with adjustable timing.',
        speech: 'Items are read aloud by a Chinese voice of the device; without one the page says so.',
        look: 'Type up to 400%, dark and high-contrast colours, line spacing, less motion. Text contrast is at least 7:1.',
        colour: 'Right and wrong, ranks and choices have words and shapes beside colour.',
        drag: 'Ordering and matching need no dragging.',
        captions: 'The host can send words as text to the screen and phones.',
      },
    },
    gaps: {
      heading: 'What is missing or not tested',
      items: {
        manual:
          'All this is checked by programs in Chromium. Not one screen reader (ZDSR, Sunshine, NVDA, VoiceOver, TalkBack), switch or braille display has been tried, nor have disabled or older people tested it.',
        sign: 'Question banks cannot carry pictures, recordings or sign language videos yet; the pages can already play them.',
        easy: 'Items can carry an easy-read version, but only some of the shipped items have one.',
        gb: 'The 58 indicators of GB/T 37668—2019 have not been assessed one by one.',
        content:
          'Speech of the host does not turn into captions by itself: somebody types or pastes it. Whether items of the organiser’s own are easy to understand is up to the organiser.',
      },
    },
    how: {
      heading: 'Where the settings are',
      text: 'Every page has “Display and reading” at the top right, for type size, colours, reading and ways of working. More time and other needs are offered before you enter and under “My needs” afterwards.',
    },
    help: {
      heading: 'If something stands in your way',
      text: 'Tell the host at once: the host can extend time, send text, read aloud or note your needs. Or leave feedback for the administrator.',
      link: 'Give feedback',
    },
  },
  feedback: {
    title: 'Feedback',
    lead: 'Tell us about anything you could not see, hear or press, or about a faulty item. The administrators of this system read it.',
    text: 'Your feedback',
    textHint: 'Say on which page, what you tried and what happened. Please leave out sensitive personal data.',
    contact: 'Contact (optional)',
    contactHint: 'Only if you want a reply, for example an office telephone. Used for this reply only.',
    send: 'Send',
    sending: 'Sending…',
    sent: 'Your feedback is sent. Thank you.',
    another: 'Write another',
    missing: 'Please write your feedback.',
    long: 'Please keep it within 2000 characters.',
  },
  privacy: {
    title: 'Privacy notice',
    lead: 'What the system collects when you take part, why, who sees it and how long it is kept.',
    what: {
      heading: 'What and why',
      items: {
        name: 'Name and branch: to know participants, count points and rank.',
        responses:
          'Your responses and when they arrived: to judge, count and settle disputes. Times are never published.',
        needs:
          'Your needs (time, reading aloud, large text, less motion, scanning): stored only with a separate consent, to arrange your time and page.',
        device: 'An entry record and the rejoin code: to go on after a lost connection.',
      },
    },
    not: {
      heading: 'What is not collected',
      text: 'No identity or disability certificate numbers, kinds or degrees of disability, telephone numbers, faces or places; no third-party statistics or advertising. Pages load nothing from other sites.',
    },
    who: {
      heading: 'Who sees it',
      items: {
        public: 'Public boards and the screen: part of the name only; never single responses, times or needs.',
        host: 'The organiser’s staff: name, branch, points and responses, to run the contest and check results. The host does not see who has more time.',
        none: 'Nobody else.',
      },
    },
    keep: {
      heading: 'How long',
      text: 'Data stay on the organiser’s own server. Needs are deleted 30 days after a contest and names taken out after 5 years; the organiser may change both. Withdrawn needs are deleted at once.',
    },
    rights: {
      heading: 'Your rights',
      text: 'You may see and correct your data, withdraw your consent to needs or ask for deletion, through the organiser or the feedback page. Withdrawing does not keep you from taking part.',
    },
    local: {
      heading: 'What is kept on this device',
      text: 'Your settings, entry records and unsent drafts are kept in this browser.',
      clear: 'Clear this device',
      cleared: 'Cleared.',
    },
  },
};
export default messages;
