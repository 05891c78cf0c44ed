import { AuditCheckpointEntity } from './audit-checkpoint.entity.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import { AuditNoteEntity } from './audit-note.entity.js';

export const AUDIT_ENTITIES = [AuditEntryEntity, AuditNoteEntity, AuditCheckpointEntity];
