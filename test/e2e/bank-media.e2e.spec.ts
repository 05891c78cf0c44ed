import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { InProcessServer } from '../support/contest-server.js';
import { Stage } from '../support/contest-stage.js';
import { MediaService } from '../../src/question-bank/media.service.js';
import type { BankMediaReply } from '../../src/protocol/question-bank.js';

const PLACE = '示例地点';
const VTT = 'WEBVTT\n\n00:00.000 --> 00:02.000\n示例字幕\n';

/** A box of ISO 14496-12. */
const box = (type: string, ...bodies: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(bodies);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(body.length + 8);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
};
const MP4 = Buffer.concat([
  box('ftyp', Buffer.from('isom\0\0\0\0')),
  box('moov', box('mvhd', Buffer.from([0, ...Array<number>(19).fill(7)])), box('trak', box('meta', Buffer.from(PLACE))), box('udta', Buffer.from(PLACE))),
  box('mdat', Buffer.from('示例画面')),
]); // prettier-ignore
const ID3 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x0c', 'latin1'), Buffer.from(PLACE)]);
const MP3 = Buffer.concat([ID3, Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(400, 1)]);

describe('media of bank items', () => {
  let server: InProcessServer;
  let stage: Stage;

  beforeAll(async () => {
    server = await InProcessServer.start();
    stage = await Stage.set(server);
  });
  afterAll(() => server.close());

  async function upload(kind: string, bytes: Buffer | string) {
    const response = await fetch(`${server.url}/api/question-banks/media?kind=${kind}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        origin: server.url,
        cookie: stage.operator.cookie ?? '',
        'x-csrf-token': stage.operator.csrfToken ?? '',
      },
      body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
    });
    const body = (await response.json()) as BankMediaReply & { error?: { code: string; message: string } };
    return { status: response.status, body };
  }
  const asOperator = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, { headers: { cookie: stage.operator.cookie ?? '', ...headers } });
  const kept = async (kind: string, bytes: Buffer | string): Promise<{ file: string; bytes: Buffer }> => {
    const { status, body } = await upload(kind, bytes);
    expect(status).toBe(201);
    const answer = await asOperator(`/api/question-banks/media/${body.file}`);
    expect(answer.status).toBe(200);
    return { file: body.file, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const photo = () =>
    sharp({ create: { width: 400, height: 200, channels: 3, background: '#888' } })
      .withExif({ IFD0: { ImageDescription: 'GPS-PLACE' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();

  it('keeps a picture turned upright and without what the camera wrote into it', async () => {
    const original = await photo();
    expect(original.includes('GPS-PLACE')).toBe(true);
    const { file, bytes } = await kept('image', original);
    expect(file).toMatch(/^[0-9a-f]{64}\.jpg$/u);
    const metadata = await sharp(bytes).metadata();
    expect(metadata.exif).toBeUndefined();
    expect([metadata.width, metadata.height]).toEqual([200, 400]);
    expect((await kept('image', original)).file).toBe(file);
  });

  it('keeps a film and a recording without place and title, everything else where it was', async () => {
    const film = await kept('sign-video', MP4);
    expect(film.bytes.length).toBe(MP4.length);
    expect(film.bytes.includes(PLACE)).toBe(false);
    // mvhd: version and flags stay, the two times of 32 bits do not, the rest does.
    const mvhd = film.bytes.indexOf('mvhd') + 4;
    expect([...film.bytes.subarray(mvhd, mvhd + 20)]).toEqual([
      0,
      7,
      7,
      7,
      ...Array<number>(8).fill(0),
      ...Array<number>(8).fill(7),
    ]);
    expect(film.bytes.indexOf('示例画面')).toBe(MP4.indexOf('示例画面'));
    const recording = await kept('audio', MP3);
    expect(recording.bytes).toEqual(MP3.subarray(ID3.length));
    expect((await kept('captions', VTT)).bytes.toString()).toBe(VTT);
  });

  it.each<[string, string, Buffer | string]>([
    ['a text called a picture', 'image', 'not a picture'],
    ['half a picture', 'image', Buffer.from('ffd8ffe000104a46494600010100', 'hex')],
    ['a picture in place of a film', 'sign-video', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['a film that is cut off', 'sign-video', MP4.subarray(0, MP4.length - 5)],
    ['captions without a time', 'captions', 'WEBVTT\n\n示例'],
    ['captions in another encoding', 'captions', Buffer.concat([Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\n'), Buffer.from([0xc4, 0xe3])])],
    ['an iPhone photo called a film', 'sign-video', box('ftyp', Buffer.from('heic\0\0\0\0'))],
    ['a film of nothing but boxes', 'sign-video', Buffer.concat([box('ftyp', Buffer.from('isom')), ...Array.from({ length: 10_001 }, () => box('free'))])],
    ['boxes within boxes without end',
      'sign-video',
      Buffer.concat([
        box('ftyp', Buffer.from('isom')),
        Array.from({ length: 5000 }).reduce<Buffer>((inner) => box('trak', inner), Buffer.alloc(0)),
      ]),
    ],
    ['a drawing that may hold scripts', 'image', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ])('refuses %s with what to do', async (_name, kind, bytes) => {
    const { status, body } = await upload(kind, bytes);
    expect(status).toBe(422);
    expect(body.error?.code).toBe('bank.media-rejected');
    expect(body.error?.message).toMatch(/请/u);
  }); // prettier-ignore

  it('refuses what is too large by its declared length, before it arrives', async () => {
    const { status, body } = await upload('captions', Buffer.alloc(1024 * 1024 + 1, 0x20));
    expect([status, body.error?.code]).toEqual([413, 'protocol.too-large']);
  });

  it('refuses a picture that is small to send and huge to unpack', async () => {
    const bomb = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(10 * 1024 * 1024);
    expect((await upload('image', bomb)).status).toBe(422);
  });

  it('answers ranges, as players of sound and film ask for them', async () => {
    const { file, bytes } = await kept('sign-video', MP4);
    const part = await asOperator(`/api/question-banks/media/${file}`, { range: 'bytes=4-7' });
    expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
    expect(part.headers.get('content-range')).toBe(`bytes 4-7/${bytes.length}`);
    expect(part.headers.get('content-type')).toBe('video/mp4');
    const beyond = await asOperator(`/api/question-banks/media/${file}`, { range: 'bytes=99999-' });
    expect(beyond.status).toBe(416);
  });

  it('is shown to operators and to whoever has the address from a frame, and to nobody else', async () => {
    const { file } = await kept('captions', VTT);
    const anonymous = (path: string) => fetch(`${server.url}${path}`).then(({ status }) => status);
    expect(await anonymous(`/api/question-banks/media/${file}`)).toBe(401);
    expect(await anonymous(`/api/media/${file}`)).toBe(400);
    expect(await anonymous(`/api/media/${file}?key=guessed-key-guessed-key`)).toBe(404);
    const url = server.app.get(MediaService, { strict: false }).urlOf(file);
    expect(await anonymous(url)).toBe(200);
    expect(await anonymous(url.replace(file, `${'0'.repeat(64)}.vtt`))).toBe(404);
  });

  it.each(['..%2f..%2fsecret.key', 'secret.key', `${'0'.repeat(64)}.exe`])('knows no file called %s', async (file) => {
    expect((await asOperator(`/api/question-banks/media/${file}`)).status).toBe(404);
  }); // prettier-ignore
});
