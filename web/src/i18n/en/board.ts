import type { Messages } from '../index.js';
import type zh from '../zh-CN/board.js';

const messages: Messages<typeof zh> = {
  title: 'Results',
  heading: '{title}: results',
  loading: 'Loading the board, please wait…',
  asOf: 'After item {number}, {possible} points possible, {total} participants.',
  before: 'No answer has been shown yet, so the board is empty. Come back later.',
  final: 'The results are confirmed.',
  frozen: 'Frozen: the board stands as it was then and is updated when it is thawed.',
  live: 'The contest is on; the board changes after each answer.',
  updated: 'Updated {time}',
  refresh: 'Update now',
  branches: 'Branches',
  level: 'Rank by',
  levelBranches: 'branches of the contest',
  within: 'Within',
  whole: 'Everything',
  people: 'Participants',
  peopleRange: 'Participants {from} to {to} of {total}',
  previous: 'Previous page',
  next: 'Next page',
  formula: 'How it is counted',
  formulaScore: 'Score of a branch: {text}',
  denominators:
    'Participants are those who entered. The expected number is given by the organiser; without it no rate is shown.',
  tiebreak: 'Equal scores share a rank, for example 1, 2, 2, 4.',
  masked: 'Names are shown in part only.',
  own: {
    heading: 'My result',
    text: '{name}: rank {rank}, {points} points.',
    show: 'Find my row',
    found: 'Your row is shown.',
    tied: 'Several people share your rank and points, so your row cannot be told apart.',
  },
  footer: 'This board is not a basis for appraisal.',
  footerText:
    'It shows this contest only. Taking part is voluntary, and it does not judge the work of a person or branch.',
  kinds: {
    demo: 'A demonstration; nothing here counts.',
    rehearsal: 'A rehearsal with simulated participants; nothing here counts.',
  },
};
export default messages;
