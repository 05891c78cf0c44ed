/** What a member finds at their study pages, in this order; each part of the study log adds its own line. */
export interface StudyLink {
  readonly to: string;
  /** Keys of its name and of what it is for. */
  readonly name: string;
  readonly text: string;
}

export const STUDY_LINKS: readonly StudyLink[] = [
  { to: '/study/entries', name: 'member.entries.heading', text: 'member.entries.short' },
  { to: '/study/reading', name: 'member.reading.heading', text: 'member.reading.short' },
  { to: '/study/wrong-items', name: 'member.wrongItems.heading', text: 'member.wrongItems.short' },
  { to: '/study/certificates', name: 'member.certificates.heading', text: 'member.certificates.short' },
  { to: '/study/figures', name: 'member.figures.heading', text: 'member.figures.short' },
  { to: '/study/own-data', name: 'member.data.heading', text: 'member.data.short' },
];
