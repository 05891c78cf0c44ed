/** The id of the control for a path that a refusal names, so that the summary of faults leads there. */
export function fieldIdOf(path: string): string | undefined {
  const [head = '', id = '', field = ''] = path.split('.');
  if (head === 'record') return id === '' ? undefined : `entry-record-${id}`;
  if (head === 'attendance') return id === '' ? 'entry-attendance' : `entry-person-${id}`;
  if (head === 'attachments') return field === '' ? 'entry-attachments' : `entry-attachment-${id}`;
  return PLAIN.has(head) ? `entry-${head}` : undefined;
}
const PLAIN = new Set([
  'kind',
  'channel',
  'title',
  'onDate',
  'startsAt',
  'endsAt',
  'minutes',
  'place',
  'modes',
  'groups',
  'campaignId',
  'reason',
]);
