import { AuditCheckpointEntity } from './audit-checkpoint.entity.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import { AuditNoteEntity } from './audit-note.entity.js';
import { TextSealEntity } from './text-seal.entity.js';

export const AUDIT_ENTITIES = [AuditEntryEntity, AuditNoteEntity, AuditCheckpointEntity, TextSealEntity];
