import type { Messages } from '../index.js';
import type zh from '../zh-CN/operatorAccess.js';

const messages: Messages<typeof zh> = {
  role: {
    administrator: 'Administrator (every right)',
    'system-administrator': 'System administrator',
    'security-administrator': 'Security administrator',
    auditor: 'Auditor',
    'bank-editor': 'Bank editor',
    'bank-reviewer': 'Bank reviewer',
    organiser: 'Contest organiser',
    host: 'Host',
    scorekeeper: 'Scorekeeper',
    arbiter: 'Arbiter',
    'branch-secretary': 'Branch secretary',
  },
  roleHelp: {
    administrator: 'In simple mode alone.',
    'system-administrator': 'Creates and disables accounts, sees how the server runs; cannot grant roles.',
    'security-administrator': 'Grants roles and switches the separation of duties on; cannot create accounts.',
    auditor: 'Reads and exports the audit record; changes nothing.',
    'bank-editor': 'Writes, imports and exports items.',
    'bank-reviewer': 'Reviews and publishes items.',
    organiser: 'Makes contests, draws items, keeps the roster, sees results.',
    host: 'Runs contests from the console.',
    scorekeeper: 'Proposes and confirms additions and deductions.',
    arbiter: 'Rules on appeals and corrects keys.',
    'branch-secretary': 'Sees the roster of the own branch.',
  },
  none: 'No role',
  roles: 'Roles',
  rolesHelp: 'One person may hold several roles.',
};
export default messages;
