import { FirstSchema1767600000000 } from './1767600000000-first-schema.js';
import { BankGovernance1769000000000 } from './1769000000000-bank-governance.js';
import { Access1770000000000 } from './1770000000000-access.js';
import { Audit1770100000000 } from './1770100000000-audit.js';
import { Organisation1770200000000 } from './1770200000000-organisation.js';
import { Corrections1770300000000 } from './1770300000000-corrections.js';
import { Privacy1770400000000 } from './1770400000000-privacy.js';
import { Oidc1770500000000 } from './1770500000000-oidc.js';
import { WordsHash1770600000000 } from './1770600000000-words-hash.js';
import { SessionProof1770600000020 } from './1770600000020-session-proof.js';
import { RejoinDigest1770600000021 } from './1770600000021-rejoin-digest.js';
import { TextSeals1770600000030 } from './1770600000030-text-seals.js';
import { Privacy1770900000010 } from './1770900000010-privacy.js';
import { StudyModes1771000000000 } from './1771000000000-study-modes.js';
import { StudyEntries1771100000000 } from './1771100000000-study-entries.js';
import { Member1771200000000 } from './1771200000000-member.js';
import { Statements1771300000000 } from './1771300000000-statements.js';
import { WrongItems1771400000000 } from './1771400000000-wrong-items.js';
import { Reading1771500000000 } from './1771500000000-reading.js';
import { Hours1771600000000 } from './1771600000000-hours.js';
import { Calendar1771700000000 } from './1771700000000-calendar.js';
import { OwnReading1771800000000 } from './1771800000000-own-reading.js';
import { SharingSessions1771810000000 } from './1771810000000-sharing-sessions.js';
import { Certificates1772100000000 } from './1772100000000-certificates.js';
import { RevokedCertificates1772200000010 } from './1772200000010-revoked-certificates.js';
import { ContestEntries1772200000011 } from './1772200000011-contest-entries.js';
import { ScaleOut1773000000000 } from './1773000000000-scale-out.js';
import { SharedWork1773100000000 } from './1773100000000-shared-work.js';
import { ErasedExports1773300000000 } from './1773300000000-erased-exports.js';
import { AwardedDays1773400000000 } from './1773400000000-awarded-days.js';
import { ContestRevision1773500000000 } from './1773500000000-contest-revision.js';

/** In the order of their time; listed by hand so that a build finds them without a search of the disk. */
export const MIGRATIONS = [
  FirstSchema1767600000000,
  BankGovernance1769000000000,
  Access1770000000000,
  Audit1770100000000,
  Organisation1770200000000,
  Corrections1770300000000,
  Privacy1770400000000,
  Oidc1770500000000,
  WordsHash1770600000000,
  SessionProof1770600000020,
  RejoinDigest1770600000021,
  TextSeals1770600000030,
  Privacy1770900000010,
  StudyModes1771000000000,
  StudyEntries1771100000000,
  Member1771200000000,
  Statements1771300000000,
  WrongItems1771400000000,
  Reading1771500000000,
  Hours1771600000000,
  Calendar1771700000000,
  OwnReading1771800000000,
  SharingSessions1771810000000,
  Certificates1772100000000,
  RevokedCertificates1772200000010,
  ContestEntries1772200000011,
  ScaleOut1773000000000,
  SharedWork1773100000000,
  ErasedExports1773300000000,
  AwardedDays1773400000000,
  ContestRevision1773500000000,
] as const;
