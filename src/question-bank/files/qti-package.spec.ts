import { describe, expect, it } from '@jest/globals';
import { choice, CITIES, codes, declared, qtiFile, V21, V30 } from '../../../test/support/qti-samples.js';
import type { QtiFile } from '../../core/question-bank/formats/qti/qti-file.js';
import { readQti } from '../../core/question-bank/formats/qti/read-qti.js';

const item = (path: string, identifier = path, more = '') =>
  qtiFile(
    path,
    `<assessmentItem xmlns="${V21}" identifier="${identifier}">${declared('single', ['opt1'])}${more}
      <itemBody><p>${identifier}</p>${choice(CITIES)}</itemBody></assessmentItem>`,
  );
const manifest = (resources: string, path = 'imsmanifest.xml') =>
  qtiFile(
    path,
    `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:bb="http://www.blackboard.com/content-packaging/"><organizations/><resources>${resources}</resources></manifest>`,
  );
const resource = (href: string, type = 'imsqti_item_xmlv2p1') =>
  `<resource identifier="r" type="${type}" href="${href}"><file href="${href}"/></resource>`;
const test = (path: string, references: string) =>
  qtiFile(
    path,
    `<assessmentTest xmlns="${V21}" identifier="t"><testPart><assessmentSection>${references}</assessmentSection></testPart></assessmentTest>`,
  );
const reference = (href: string, inner = '') =>
  `<assessmentItemRef identifier="i" href="${href}">${inner}</assessmentItemRef>`;
const picture = resource('images/a.png', 'webcontent');

const ids = (files: readonly QtiFile[]) => readQti(files).items.map(({ item: { id } }) => id);

describe('the manifest', () => {
  it('decides what is an item and in which order', () => {
    const files = [
      item('a.xml'),
      item('b.xml'),
      item('c.xml'),
      manifest(resource('b.xml') + picture + resource('a.xml')),
    ];
    const reading = readQti(files);
    expect(ids(files)).toEqual(['b.xml', 'a.xml']);
    expect(reading.warnings).toMatchObject([{ code: 'text.unclaimed', place: { file: 'c.xml' }, excerpt: 'c.xml' }]);
    expect(reading.items[0]?.place).toEqual({ file: 'b.xml', line: 1, item: 'b.xml' });
  });

  it('addresses are relative to it, with escapes, and in any case; a wrong one is made good by the file beside it', () => {
    const files = [
      item('pack/Items/示例 1.xml', 'one'),
      item('pack/items/two.xml', 'two'),
      manifest(
        `${resource('items/%E7%A4%BA%E4%BE%8B%201.xml')}<resource type="imsqti_item_xmlv2p1" href="nowhere/two.xml"><file href="items/two.xml"/></resource>`,
        'pack/imsmanifest.xml',
      ),
    ];
    expect(ids(files)).toEqual(['one', 'two']);
  });

  it('a file that is missing or no XML is an item that was not read', () => {
    const broken: QtiFile = { path: 'b.xml', fault: { code: 'file.malformed', message: '示例。' } };
    const reading = readQti([
      item('a.xml'),
      broken,
      manifest(['a.xml', 'b.xml', 'c.xml'].map((href) => resource(href)).join('')),
    ]);
    expect([reading.read, reading.items.length]).toEqual([3, 1]);
    expect(reading.rejected).toMatchObject([
      { place: { file: 'b.xml' }, code: 'file.malformed', message: '示例。' },
      { place: { file: 'c.xml' }, code: 'file.malformed' },
    ]);
  });

  it('that lists nothing, or is none, leaves every item to count', () => {
    expect(ids([item('a.xml'), item('b.xml'), manifest(picture)])).toEqual(['a.xml', 'b.xml']);
    expect(ids([item('a.xml'), item('b.xml')])).toEqual(['a.xml', 'b.xml']);
    expect(codes(readQti([manifest(picture)]))).toEqual(['file.empty']);
    expect(readQti([]).version).toBeUndefined();
  });

  it('may be one of several; what macOS adds is no item', () => {
    const broken: QtiFile = { path: '__MACOSX/one/._a.xml', fault: { code: 'file.malformed', message: '示例。' } };
    const files = [
      item('one/a.xml', 'a'),
      item('two/b.xml', 'b'),
      broken,
      manifest(resource('a.xml'), 'one/imsmanifest.xml'),
      manifest(resource('b.xml') + resource('../one/a.xml'), 'two/imsmanifest.xml'),
    ];
    expect([ids(files), readQti(files).read, codes(readQti(files))]).toEqual([['a', 'b'], 2, []]);
    expect(readQti([item('one/a.xml', 'a'), broken]).read).toBe(1);
  });

  it('of Blackboard names the file in an attribute of its own', () => {
    const pool = qtiFile(
      'res00002.dat',
      `<questestinterop><assessment><section><item ident="bb"><presentation><material><mattext>示例</mattext></material>
        <response_lid ident="r" rcardinality="Single"><render_choice>
        <response_label ident="x"><material><mattext>甲</mattext></material></response_label>
        <response_label ident="y"><material><mattext>乙</mattext></material></response_label></render_choice></response_lid></presentation>
        <resprocessing><respcondition><conditionvar><varequal respident="r">y</varequal></conditionvar><setvar>1</setvar></respcondition></resprocessing>
      </item></section></assessment></questestinterop>`,
    );
    const other = qtiFile('res00001.dat', '<COURSE/>');
    const list = manifest(
      '<resource bb:file="res00001.dat" type="course/x-bb-coursesetting" xml:base="res00001"/>' +
        '<resource bb:file="res00002.dat" bb:title="示例" type="assessment/x-bb-qti-pool" xml:base="res00002"/>',
    );
    expect(ids([other, pool, list])).toEqual(['bb']);
    expect(readQti([other, pool, list]).version).toBe('1.2');
  });

  it('of Canvas lists an assessment twice; the whole one counts', () => {
    const assessment = (path: string, ...identifiers: readonly string[]) =>
      qtiFile(
        path,
        `<questestinterop>${identifiers.map((ident) => `<item ident="${ident}"><presentation><material><mattext>${ident}</mattext></material></presentation></item>`).join('')}</questestinterop>`,
      );
    const files = [
      assessment('q1/assessment_qti.xml', 'one'),
      assessment('non_cc_assessments/q1.xml.qti', 'one', 'two'),
      qtiFile('q1/assessment_meta.xml', '<quiz/>'),
      manifest(
        '<resource type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment"><file href="q1/assessment_qti.xml"/></resource>' +
          '<resource type="associatedcontent/imscc_xmlv1p1/learning-application-resource" href="q1/assessment_meta.xml"><file href="q1/assessment_meta.xml"/><file href="non_cc_assessments/q1.xml.qti"/></resource>',
      ),
    ];
    expect(readQti(files).rejected.map(({ place }) => place.item)).toEqual(['one', 'two']);
    expect(codes(readQti(files))).toEqual([]);
  });
});

describe('tests and shared texts', () => {
  it('a test gives the order and the weight of its items; the others follow', () => {
    const scored = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="1.5"/>';
    const files = [
      item('items/a.xml', 'a', scored),
      item('items/b.xml', 'b'),
      item('items/c.xml', 'c'),
      test('tests/t.xml', reference('../items/c.xml') + reference('../items/a.xml', '<weight identifier="W" value="2"/>') + reference('../items/x.xml')),
      manifest(['items/a.xml', 'items/b.xml', 'items/c.xml'].map((href) => resource(href)).join('') + resource('tests/t.xml', 'imsqti_test_xmlv2p1')),
    ];
    const reading = readQti(files);
    expect(reading.items.map(({ item: { id, points } }) => [id, points])).toEqual([['c', undefined], ['a', 3], ['b', undefined]]);
    expect(reading.rejected).toMatchObject([{ place: { file: 'items/x.xml' }, code: 'file.malformed' }]);
  }); // prettier-ignore

  it('a shared text stands before the stem; one that is not there is named', () => {
    const asking = qtiFile(
      'items/a.xml',
      `<qti-assessment-item xmlns="${V30}" identifier="a"><qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>
        <qti-assessment-stimulus-ref identifier="s" href="../texts/s.xml" title="示例材料"/>
        <qti-item-body><qti-extended-text-interaction response-identifier="RESPONSE"><qti-prompt><p>问什么？</p></qti-prompt></qti-extended-text-interaction></qti-item-body></qti-assessment-item>`,
    );
    const text = qtiFile(
      'texts/s.xml',
      `<qti-assessment-stimulus xmlns="${V30}" identifier="s"><qti-stimulus-body><h2>示例</h2><p>一段材料。</p></qti-stimulus-body></qti-assessment-stimulus>`,
    );
    expect(readQti([asking, text]).items[0]?.item.stem).toBe('示例\n一段材料。\n问什么？');
    const alone = readQti([asking]);
    expect([alone.items[0]?.item.stem, codes(alone)]).toEqual(['问什么？', ['media.missing', 'key.missing']]);
  });

  it('an id that was there before is left to be given anew', () => {
    const reading = readQti([item('a.xml', 'same'), item('b.xml', 'same')]);
    expect(reading.items.map((read) => read.item.id)).toEqual(['same', undefined]);
    expect(reading.warnings).toMatchObject([{ code: 'item.duplicate', place: { file: 'b.xml' } }]);
  });

  it('what a test or a section says to all is named', () => {
    const told = test(
      't.xml',
      '<rubricBlock view="candidate"><p>本卷 60 分钟。</p></rubricBlock>' + reference('a.xml'),
    );
    expect(readQti([item('a.xml'), told]).warnings).toMatchObject([
      { code: 'text.unclaimed', place: { file: 't.xml', line: 1 }, excerpt: '本卷 60 分钟。' },
    ]);
    const section = qtiFile(
      's.xml',
      '<questestinterop><section><presentation_material><flow_mat><material><mattext>材料</mattext></material></flow_mat></presentation_material></section></questestinterop>',
    );
    expect(codes(readQti([section]))).toEqual(['text.unclaimed', 'file.empty']);
  });
});
