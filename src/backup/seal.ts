import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

import { Fault } from '../platform/fault.js';

/**
 * How an archive is locked and opened: the age format (https://age-encryption.org/v1), which other tools read as well.
 * A recipient is a public key: a server that has only that can make backups and read none of them.
 */
export type Lock = { readonly recipients: readonly string[] } | { readonly passphraseFile: string };
export type Unlock = { readonly identityFile: string } | { readonly passphraseFile: string };

const SHORTEST_PASSPHRASE = 16;

export interface KeyPair {
  /** `AGE-SECRET-KEY-1…`: opens archives. */
  readonly identity: string;
  /** `age1…`: makes them. */
  readonly recipient: string;
}

export async function newKeyPair(): Promise<KeyPair> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** @throws Fault where a key or passphrase is none */
export async function seal(plain: Readable, lock: Lock): Promise<Readable> {
  const encrypter = new Encrypter();
  if ('passphraseFile' in lock) encrypter.setPassphrase(await passphraseOf(lock.passphraseFile));
  else for (const recipient of lock.recipients) addRecipient(encrypter, recipient);
  return Readable.fromWeb((await encrypter.encrypt(toWeb(plain))) as ReadableStream);
}

/** @throws Fault where the key does not fit or the archive is none */
export async function open(sealed: Readable, unlock: Unlock): Promise<Readable> {
  const decrypter = new Decrypter();
  if ('passphraseFile' in unlock) decrypter.addPassphrase(await passphraseOf(unlock.passphraseFile));
  else for (const identity of await identitiesOf(unlock.identityFile)) addIdentity(decrypter, identity);
  try {
    return Readable.fromWeb((await decrypter.decrypt(toWeb(sealed))) as ReadableStream);
  } catch {
    throw new Fault(
      '打不开备份文件：密钥或口令不对，或者文件不是备份。请换用制作这份备份时的密钥。',
      'The archive cannot be opened: the wrong key or passphrase, or no backup. Use the key it was made for.',
    );
  }
}

const toWeb = (stream: Readable): globalThis.ReadableStream<Uint8Array> =>
  Readable.toWeb(stream) as globalThis.ReadableStream<Uint8Array>;

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new Fault(
      `“${recipient}”不是备份公钥。公钥以 age1 开头，可用 keygen 制作。`,
      `"${recipient}" is no public key: it begins with age1; keygen makes one.`,
    );
  }
}

function addIdentity(decrypter: Decrypter, identity: string): void {
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw new Fault('密钥文件已损坏，请换用另一份副本。', 'The key file is damaged; use another copy of it.');
  }
}

/** Lines that begin with # are remarks, as in age's own key files. */
async function identitiesOf(file: string): Promise<readonly string[]> {
  const lines = (await textOf(file)).split(/\r?\n/).map((line) => line.trim());
  const identities = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (identities.length > 0) return identities;
  throw new Fault(`密钥文件 ${file} 里没有密钥。`, `The key file ${file} holds no key.`);
}

async function passphraseOf(file: string): Promise<string> {
  const passphrase = (await textOf(file)).replace(/\r?\n$/, '');
  if (passphrase.length >= SHORTEST_PASSPHRASE) return passphrase;
  throw new Fault(
    `口令文件 ${file} 里的口令太短，至少要有 ${SHORTEST_PASSPHRASE} 个字符。`,
    `The passphrase in ${file} is too short: at least ${SHORTEST_PASSPHRASE} characters.`,
  );
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new Fault(`读不到文件 ${file}，请检查路径和权限。`, `${file} cannot be read; check its path and rights.`);
  }
}
