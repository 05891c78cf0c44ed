import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { zipFiles } from '../files/zip.js';
import { CarriedMedia, namesIn } from './carried-files.js';
import { readFile } from './read-file.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const picture = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 8, height: 6, channels: 3, background } })
    .png()
    .toBuffer();

const KEPT = /^[0-9a-f]{64}\.png$/u;
const image = (alt?: string) => ({
  kind: 'image',
  file: expect.stringMatching(KEPT),
  ...(alt === undefined ? {} : { alt }),
});

const QTI2 = (body: string) =>
  `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="示例-1" title="示例" adaptive="false" timeDependent="false">
    <responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse><value>b</value></correctResponse></responseDeclaration>
    <itemBody>${body}</itemBody></assessmentItem>`;
const choice = (identifier: string, inner: string) =>
  `<simpleChoice identifier="${identifier}">${inner}</simpleChoice>`;
const asked = (prompt: string, ...choices: readonly string[]) =>
  `<choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>${prompt}</prompt>${choices.join('')}</choiceInteraction>`;

describe('pictures of a package', () => {
  it('stand with the stem and the choices, their words beside them', async () => {
    const body = asked(
      '看图：<img src="../media/red%20one.png" alt="示例红图"/>是什么？',
      choice('a', '示例甲'),
      choice('b', '<img src="../media/blue.png" alt="示例蓝图"/>'),
      choice('c', '示例丙<object data="../media/blue.png" type="image/png"/>'),
    );
    const archive = zipFiles(
      new Map([
        ['items/1.xml', utf8(QTI2(body))],
        ['media/red one.png', await picture('#f00')],
        ['media/blue.png', await picture('#00f')],
        ['media/unused.png', await picture('#0f0')],
      ]),
    );
    const { reading, media } = await readFile(archive);
    expect(reading.items.map(({ item }) => item)).toEqual([
      expect.objectContaining({
        stem: '看图：是什么？',
        media: [image('示例红图')],
        choices: [
          { id: 'A', text: '示例甲' },
          { id: 'B', text: '示例蓝图', media: [image('示例蓝图')] },
          { id: 'C', text: '示例丙', media: [image()] },
        ],
        correctResponse: 'B',
      }),
    ]);
    expect(reading.warnings.map(({ code, excerpt }) => [code, excerpt])).toEqual([['media.missing', 'blue.png']]);
    expect(media?.size).toBe(2);
  });

  it('that are none, or are not there, are named', async () => {
    const body = asked('示例<img src="a.png" alt="示例图"/><img src="b.png"/>', choice('a', '甲'), choice('b', '乙'));
    const archive = zipFiles(new Map([['1.xml', utf8(QTI2(body))], ['a.png', utf8('no picture')]])); // prettier-ignore
    const { reading, media } = await readFile(archive);
    expect(reading.items.map(({ item }) => [item.stem, item.media])).toEqual([['示例示例图', undefined]]);
    expect(reading.warnings.map(({ excerpt }) => excerpt)).toEqual(['a.png', 'b.png']);
    expect(media?.size).toBe(0);
  });

  it('of QTI 1.2 and of Canvas are found in the folder of the course', async () => {
    const material = (text: string) => `<material><mattext texttype="text/html">${text.replaceAll('<', '&lt;')}</mattext></material>`;
    const label = (ident: string) => `<response_label ident="${ident}">${material(ident)}</response_label>`;
    const xml = `<questestinterop><item ident="i"><presentation>${material('示例<img src="$IMS-CC-FILEBASE$/图/a.png" alt="示例图">')}
      <response_lid ident="r" rcardinality="Single"><render_choice>${label('x')}${label('y')}</render_choice></response_lid></presentation>
      <resprocessing><respcondition><conditionvar><varequal respident="r">y</varequal></conditionvar><setvar>100</setvar></respcondition></resprocessing></item></questestinterop>`;
    const archive = zipFiles(new Map([['q/1.xml', utf8(xml)], ['web_resources/图/a.png', await picture('#f00')]])); // prettier-ignore
    const { reading } = await readFile(archive);
    expect(reading.items.map(({ item }) => [item.stem, item.media])).toEqual([['示例', [image('示例图')]]]);
    expect(reading.warnings).toEqual([]);
  }); // prettier-ignore
});

describe('pictures of Moodle', () => {
  it('lie behind their text in base64 or stand in it; those of remarks are named', async () => {
    const [red, blue] = await Promise.all(['#f00', '#00f'].map(picture));
    const file = (name: string, bytes: Buffer | undefined) =>
      `<file name="${name}" encoding="base64">${(bytes?.toString('base64') ?? '').replace(/(.{40})/gu, '$1\n')}</file>`;
    const html = (name: string, text: string, files = '', attributes = '') =>
      `<${name} format="html" ${attributes}><text><![CDATA[${text}]]></text>${files}</${name}>`;
    const xml = `<quiz><question type="multichoice">
      ${html('questiontext', '示例<img src="@@PLUGINFILE@@/a%201.png" alt="示例图">', file('a 1.png', red))}
      ${html('generalfeedback', '示例<img src="@@PLUGINFILE@@/c.png">', file('c.png', red))}
      ${html('answer', `甲<img src="data:image/png;base64,${blue?.toString('base64') ?? ''}" alt="蓝">`, '', 'fraction="100"')}
      ${html('answer', '乙', '', 'fraction="0"')}</question></quiz>`;
    const { reading, media } = await readFile(utf8(xml));
    expect(reading.items.map(({ item }) => item)).toEqual([
      expect.objectContaining({
        stem: '示例',
        media: [image('示例图')],
        choices: [
          { id: 'A', text: '甲', media: [image('蓝')] },
          { id: 'B', text: '乙' },
        ],
      }),
    ]);
    expect(reading.warnings.map(({ code, excerpt }) => [code, excerpt])).toEqual([['media.missing', 'c.png']]);
    expect(media?.size).toBe(2);
  });
});

describe('what a file may bring', () => {
  it('no film that does not say it is in sign language: that one is named', async () => {
    const film = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom', 'latin1'), Buffer.alloc(12)]);
    const captions = utf8('WEBVTT\n\n00:01.000 --> 00:04.000\n示例\n');
    const shown = (mark: string) => `示例<video ${mark} src="a.mp4"><track src="a.vtt"/></video>`;
    const read = async (mark: string) => {
      const body = asked(shown(mark), choice('a', '甲'), choice('b', '乙'));
      const archive = zipFiles(new Map([['1.xml', utf8(QTI2(body))], ['a.mp4', film], ['a.vtt', captions]])); // prettier-ignore
      const { reading, media } = await readFile(archive);
      const warned = reading.warnings.map(({ excerpt }) => excerpt);
      return { media: reading.items[0]?.item.media?.map(({ kind }) => kind), warned, files: media?.size };
    };
    expect(await read('class="wide"')).toEqual({ media: undefined, warned: ['a.mp4'], files: 0 });
    expect(await read('class="sign-video"')).toEqual({ media: ['sign-video'], warned: [], files: 2 });
    const file = (name: string, bytes: Uint8Array) =>
      `<file name="${name}" encoding="base64">${Buffer.from(bytes).toString('base64')}</file>`;
    const xml = `<quiz><question type="truefalse"><questiontext format="html"><text>示例</text>${file('a.mp4', film)}${file('a.vtt', captions)}</questiontext>
      <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>`;
    const { reading, media } = await readFile(utf8(xml));
    expect(reading.warnings.map(({ code, excerpt }) => [code, excerpt])).toEqual([['media.missing', 'a.mp4、a.vtt']]);
    expect(media?.size).toBe(0);
  });

  it('nothing that an upload would not pass', async () => {
    const media = new CarriedMedia();
    await media.add('broken', (await picture('#f00')).subarray(0, 40));
    expect(media.kept.size).toBe(0);
  });

  it('names are found however they are written', () => {
    expect(namesIn(`<img src="a/B%20c.PNG"> &lt;img src=&quot;d.jpg&quot;> <x uri='e.mp3'/> (f.webp)`)).toEqual(['b c.png', 'd.jpg', 'e.mp3', 'f.webp']);
  }); // prettier-ignore
});
