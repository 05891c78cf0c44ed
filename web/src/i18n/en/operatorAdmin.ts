import type { Messages } from '../index.js';
import type zh from '../zh-CN/operatorAdmin.js';

const messages: Messages<typeof zh> = {
  title: 'Administration',
  audit: { title: 'Audit log', open: 'Read and export the audit log' },
  forbidden: 'Only administrators can manage operators.',
  operators: {
    title: 'Operators',
    help: 'For a forgotten password run npm run operator -- reset-password NAME on the server.',
    login: 'User name',
    displayName: 'Display name',
    state: 'State',
    actions: 'Actions',
    password: 'First password',
    active: 'active',
    disabled: 'disabled',
    self: ' (you)',
    add: 'New operator',
    create: 'Create operator',
    created: 'Created "{name}". Please hand over user name and first password in person.',
    disable: 'Disable',
    disableOf: 'Disable {name}',
    disableTitle: 'Disable "{name}"?',
    disableText: 'They can no longer sign in. Their contests stay and other hosts can take over.',
    disabledDone: 'Disabled "{name}".',
  },
  server: {
    title: 'Server addresses and mode',
    mode: 'Mode',
    modes: { LAN: 'Plain LAN mode (HTTP)', TLS: 'Encrypted (HTTPS)' },
    version: 'Version',
    addresses: 'Addresses for participants',
    addressesHelp: 'The first is preferred. If it is wrong, set PUBLIC_URL and restart the server.',
    none: 'No usable network address was found; please check the network of the server.',
    check: 'Open address/check on a phone to test the connection.',
  },
  banks: {
    title: 'Question banks',
    warning:
      'Items and keys of the shipped banks are public: good for practice and demonstration; a ranked final needs items of your own.',
    name: 'Bank',
    count: 'Items',
    kinds: 'Kinds',
    tags: 'Tags',
    none: 'There is no bank to draw from yet. Import items on the page “Question banks”, review and publish them.',
    manage: 'Manage question banks',
  },
  feedback: {
    title: 'Feedback',
    none: 'None yet.',
    at: 'When',
    text: 'Text',
    page: 'Page',
    contact: 'Contact',
    noContact: 'not left',
  },
};
export default messages;
