/** What the members' pages of study entries ask the server for: the same as operators do, of what is their own. */
import { entryDoor } from '../../operator/entries/entry-door.js';
import { memberApi } from '../member-session.js';

export const ownEntriesApi = entryDoor('/api/member/study', '/api/member/reading', memberApi);
