import type { Messages } from '../index.js';
import type zh from '../zh-CN/bank.js';
import edit from './bankEdit.js';
import load from './bankImport.js';
import items from './bankItems.js';

const messages: Messages<typeof zh> = {
  title: 'Question banks',
  readOnly: 'Only administrators may change banks. You can see, preview and export items.',
  status: { draft: 'Draft', reviewed: 'Reviewed', published: 'Published', retired: 'Retired' },
  statusHelp: {
    draft: 'Draft: may be changed, no contest draws it.',
    reviewed: 'Reviewed: a person has checked it; it waits to be published.',
    published: 'Published: contests may draw it.',
    retired: 'Retired: kept on record, no contest draws it any more.',
  },
  warning: {
    keyless: 'No key',
    expired: 'Expired',
    expiring: 'Expires soon',
    media: 'Alternative text or captions missing',
    similar: 'Similar to another item',
    'no-source': 'No source',
  },
  format: {
    xlsx: 'Excel workbook (xlsx)',
    csv: 'table separated by commas or tabs (csv, tsv)',
    docx: 'Word document (docx)',
    text: 'text',
    bank: 'bank file of this system (YAML or JSON)',
    json: 'other JSON',
    gift: 'GIFT',
    aiken: 'Aiken',
    'moodle-xml': 'Moodle XML',
    'qti-3-0': 'QTI 3.0',
    'qti-2-2': 'QTI 2.2',
    'qti-2-1': 'QTI 2.1',
    'qti-1-2': 'QTI 1.2',
    kahoot: 'Kahoot spreadsheet',
  },
  place: {
    file: 'file “{file}”',
    sheet: 'sheet “{sheet}”',
    cell: 'cell {cell}',
    line: 'line {line}',
    item: 'item {item}',
    none: 'the whole file',
  },
  placeSeparator: ', ',
  keyless: 'No key yet',
  list: {
    intro: 'Items of a bank begin as drafts; contests draw them once they are reviewed and published.',
    create: 'New bank',
    import: 'Import items',
    open: 'Open bank',
    shipped: 'Comes with the software.',
    shippedHelp:
      'Its items and keys are public: good for practice and demonstrations. Use items of your own for a ranked final.',
    facts: '{total} items, changed {changed}',
    counts: 'Items by state',
    emptyTitle: 'No banks yet',
    emptyHelp: 'Press “Import items” and give the Excel, Word or text you have, or make an empty bank and write items.',
    actsOf: 'Actions for “{title}”',
    newTitle: 'New bank',
    editTitle: 'Title and description',
    saveEdit: 'Save',
    renamed: 'Saved: {title}.',
    name: 'Title',
    nameHelp: 'For example: Sample office, law.',
    nameRequired: 'Please enter the title.',
    description: 'Description (optional)',
    descriptionHelp: 'One or two sentences: what it tests and where it comes from.',
    save: 'Create bank',
  },
  load,
  items,
  edit,
};
export default messages;
