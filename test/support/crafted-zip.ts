/** Archives as no honest program writes them. */
import { constants, crc32, deflateRawSync } from 'node:zlib';

export interface CraftedEntry {
  readonly name: string | Uint8Array;
  readonly data: Uint8Array;
  /** Stands in the archive instead of what `data` deflates to. */
  readonly deflated?: Uint8Array;
  /** 8, deflated, where left out; 0 stores. */
  readonly method?: number;
  /** What the archive says of the inflated size; the truth where left out. */
  readonly size?: number;
  readonly flags?: number;
  /** Has no data of its own: its place is that of the first entry. */
  readonly shared?: boolean;
}

const NAMES_IN_UTF8 = 0x800;
const MEGABYTE = 1024 * 1024;

/** Zeros, deflated, made without ever holding them. */
export function deflatedZeros(megabytes: number): Uint8Array {
  const block = deflateRawSync(Buffer.alloc(MEGABYTE), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: megabytes }, () => block), deflateRawSync(Buffer.alloc(0))]);
}

export function craftZip(entries: readonly CraftedEntry[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  let first: Uint8Array | undefined;
  for (const entry of entries) {
    const { name, data, deflated, method = 8, size = data.length, flags = NAMES_IN_UTF8, shared = false } = entry;
    const own = deflated ?? (method === 8 ? deflateRawSync(data) : data);
    const bytes: Uint8Array = shared && first !== undefined ? first : own;
    first ??= bytes;
    const label = Buffer.from(name);
    const common = Buffer.alloc(22);
    common.writeUInt16LE(flags, 0);
    common.writeUInt16LE(method, 2);
    common.writeUInt32LE(crc32(data), 8);
    common.writeUInt32LE(bytes.length, 12);
    common.writeUInt32LE(size, 16);
    common.writeUInt16LE(label.length, 20);
    const header = Buffer.concat([Buffer.from('504b0102', 'hex'), u16(20), u16(20), common, Buffer.alloc(12), u32(shared ? 0 : offset), label]);
    central.push(header);
    if (shared) continue;
    pieces.push(Buffer.from('504b0304', 'hex'), u16(20), common, u16(0), label, bytes);
    offset += 30 + label.length + bytes.length;
  }
  const directory = Buffer.concat(central);
  const count = Math.min(entries.length, 0xffff);
  const end = [Buffer.from('504b0506', 'hex'), u32(0), u16(count), u16(count), u32(directory.length), u32(offset), u16(0)];
  return Buffer.concat([...pieces, directory, ...end]);
} // prettier-ignore

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
