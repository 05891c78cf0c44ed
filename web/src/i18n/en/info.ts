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
    lead: 'Before you take part in a contest or use “My study”: who handles your data, what is collected, why, for how long, which rights you have and whom to ask.',
    version:
      'This is version {version} of the notice. With your consent the system keeps the version and the time; the number rises with each change.',
    controller: {
      heading: 'Who handles your data',
      text: 'The body that runs the contest (the organiser); its name and how to reach it stand in the announcement. Data stay on the organiser’s own server: nobody else processes them, they are given to no other body and do not leave the country.',
    },
    what: {
      heading: 'What and why',
      items: {
        name: 'Name and branch (with a roster also the staff number that your unit gave): to know participants, count points and rank.',
        responses:
          'Your responses, when they arrived, and appeals: to judge, count and settle disputes. Times are never published.',
        device:
          'An entry record, the rejoin code, and whether somebody else worked the device: to go on after a lost connection and to check results.',
      },
      basis:
        'The ground is your consent (Personal Information Protection Law, article 13). Without it you cannot take part; no other right of yours is touched.',
    },
    sensitive: {
      heading: 'Needs: a consent of their own',
      text: 'More time, reading aloud, large text, less motion and scanning may say something about health and are treated as sensitive. They are stored only if you choose them and consent separately, to arrange your time and page and for nothing else. You can take part without.',
      protect:
        'They are encrypted, in no export, and shown to no host, screen or other person. Where a contest wants more time approved, whoever may decide sees your request, and each look is on record. Looking by personal code whether needs are kept and approved, stating and withdrawing them is on record too, by number alone. Asked is what you need, never the kind, degree or reason of a disability, and no proof.',
    },
    not: {
      heading: 'What is not collected',
      text: 'No identity or disability certificate numbers, kinds or degrees of disability, telephone numbers, faces or places; no third-party statistics or advertising. Pages load nothing from other sites. No decision about you is left to a program.',
    },
    who: {
      heading: 'Who sees it',
      items: {
        public: 'Public boards and the screen: part of the name only; never single responses, times or needs.',
        host: 'The organiser’s staff: name, branch, points and responses, to run the contest and check results. The host does not see who has more time.',
        none: 'Nobody else, unless the law says otherwise.',
      },
    },
    keep: {
      heading: 'How long',
      text: 'Needs are deleted 30 days after a contest (after the last one, for people of a roster) and names taken out of results after 5 years; people of a roster lose their names 5 years after they left and their contests ended. The organiser may change these times and says so in the announcement. Withdrawn needs are deleted at once. The audit log goes by numbers and is kept for 6 months or more; a note of the former name when a name is corrected, and of the reason when somebody is removed, is deleted when you are erased or your name is taken out.',
    },
    study: {
      heading: 'Study records (“My study”)',
      lead: 'For people who enter “My study” by a study code, this is kept besides.',
      items: {
        what: 'What: the study activities that your branch records and whether you were there; the self-study, reading and reflections that you enter, with photos, recordings and sign videos; the hours counted from them and certificates; contest items that you got wrong; when your study code was issued and on what kind of device (phone, tablet, computer) you entered.',
        why: 'Why: for the branch’s ledger of study, for hours and certificates, and for you to look back. What you enter yourself is voluntary; without it no other right of yours is touched. No check-ins, no counting of time online, no ranking of persons.',
        who: 'Who sees it: drafts and wrong items are yours alone; what is handed in is seen by staff of the branch and above who have the right. Reasons of absence are for the branch and whoever wrote them down, and in no export. Other members do not see whether you were there. Figures of fewer than five people are left out; on lists of recognition your name is masked unless you agree.',
        elsewhere:
          'Given to others: nothing. Where the organiser has connected a learning record store, what is sent goes by a pseudonym, without names or texts; once you are erased, the pseudonym leads to nobody.',
        keep: 'How long: as long as the roster; 5 years after you left and your contests ended your name is taken out, and what you wrote and attached is deleted with it. A device unused for 30 days is signed out. Files made for handing in are kept for 7 days.',
        copy: 'To copy, correct and erase: “My data” in “My study” saves everything; mend what is not handed in yourself, and ask the secretary of your branch to return or correct what was approved; erasure there deletes your name, code, texts and attachments, and the branch’s totals stay without leading to you.',
      },
      open: 'Open “My data” in “My study”',
    },
    rights: {
      heading: 'Your rights',
      items: {
        know: 'To know and decide: ask the organiser to explain this notice; leave needs out.',
        copy: 'To see and copy: “My data” shows what is kept and saves it as a page or as data.',
        correct:
          'To correct: the host corrects a name on the spot; a wrong branch or staff code is corrected in the roster by the secretary of your branch, and counts for a contest that has not opened yet.',
        withdraw: 'To withdraw: one press in “My data” deletes your needs; results before stay.',
        erase:
          'To erase: in “My data”, except while a contest is being played. The result stays as that of an erased participant; boards do not change.',
        minors: 'Under fourteen, a guardian consents and acts.',
        complain: 'To complain: to the organiser, to the cyberspace administration, or in court.',
      },
      open: 'Open “My data”',
    },
    contact: {
      heading: 'Whom to ask',
      text: 'The organiser, as the announcement says, or the feedback page, which an administrator reads; the organiser should answer within fifteen working days.',
      link: 'Give feedback',
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
