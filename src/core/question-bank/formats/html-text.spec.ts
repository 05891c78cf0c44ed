import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { millisecondsOf } from '../../../../test/support/stopwatch.js';
import { decodeEntities } from './html-entities.js';
import { htmlToText } from './html-text.js';

const textOf = (html: string, breaks = false) => htmlToText(html, { breaks }).text;

describe('htmlToText', () => {
  it.each([
    ['<p>第一段</p>\n<p>第二段</p>', '第一段\n第二段'],
    ['一<br>二<br/>三<br />四', '一\n二\n三\n四'],
    ['<ul><li>甲</li><li>乙</li></ul>', '甲\n乙'],
    ['<div><p dir="ltr" style="text-align: left;">示例<br></p></div>', '示例'],
    ['<b>粗</b><i>斜</i><span class="x">字</span>', '粗斜字'],
    ['示例（&nbsp;&nbsp;）。', '示例（  ）。'],
    ['  前\n  后  ', '前 后'],
    ['前 &nbsp;后&nbsp; 完', '前 后 完'],
    ['10<sup>5</sup>，H<sub>2</sub>O，5<sup>th</sup>', '10⁵，H₂O，5th'],
    ['<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>', '甲 乙\n丙'],
    ['<pre>第一行\n第二行</pre>', '第一行\n第二行'],
    ['甲<!-- <b>注</b> -->乙<style>p { color: red }</style>丙', '甲乙丙'],
    ['<o:p></o:p>示例<![endif]>', '示例'],
    ['\\( x<y \\) 与 $$a<b$$', '\\( x<y \\) 与 $$a<b$$'],
    ['#include <stdio.h> 与 List<String>', '#include <stdio.h> 与 List<String>'],
    ['1 < 2 而 3 > 2', '1 < 2 而 3 > 2'],
    ['<img alt="a>b" src=\'x.png\'>后', 'a>b后'],
    ['<p title="没有写完', '<p title="没有写完'],
    ['<!-- 没有写完', '<!-- 没有写完'],
    ['<script>没有写完', '没有写完'],
  ])('reads %j', (html, text) => {
    expect(textOf(html)).toBe(text);
  });

  it('keeps line breaks of the source where they mean one', () => {
    expect(textOf('一\r\n二', true)).toBe('一\n二');
  });

  it('names pictures, recordings and attached files, and puts the alternative text of a picture in its place', () => {
    const html =
      '前<img src="@@PLUGINFILE@@/%E5%9B%BE%201.png?x=1" alt="示例图">后<video controls><source src="a/b.mp4"></video>' +
      '<a href="@@PLUGINFILE@@/c.mp3">录音</a><svg></svg><img src="data:image/png;base64,AAAA"><img src="100%.png">';
    expect(htmlToText(html)).toEqual({
      text: '前示例图后录音',
      media: ['图 1.png', 'b.mp4', 'c.mp3', '矢量图', '内嵌图片', '100%.png'],
      carried: [],
      dropped: [],
    });
  });

  it('carries what is kept, with its words beside it', () => {
    const carry = (address: string) =>
      address === 'a.png' ? ({ kind: 'image', file: 'kept.png' } as const) : undefined;
    const kept = { name: 'a.png', media: { kind: 'image', file: 'kept.png', alt: '示例图' } };
    const html = '前<img src="a.png" alt=" 示例图 ">后<img src="b.png" alt="另一图">';
    expect(htmlToText(html, { carry })).toMatchObject({ text: '前后另一图', media: ['b.png'], carried: [kept] });
    expect(htmlToText('<img src="a.png" alt="示例图">', { carry })).toMatchObject({ text: '示例图', carried: [kept] });
  });

  it('says what plain text cannot hold', () => {
    const html = '<a href="http://127.0.0.1/">示例</a><a href="#x">甲</a><math><mi>x</mi></math><table></table>';
    expect(htmlToText(html)).toEqual({
      text: '示例甲x',
      media: [],
      carried: [],
      dropped: ['link', 'formula', 'table'],
    });
  });

  it('leaves text without markup as it is', () => {
    const word = fc.constantFrom('示例', 'A股', '<x>', '& ', '= ', '(', '　', '"');
    fc.assert(
      fc.property(
        fc.array(word).map((all) => all.join('').trim()),
        (text) => expect(textOf(text)).toBe(text.replace(/ +/gu, ' ')),
      ),
    );
  });

  it('takes time in proportion to the length, whatever is left open', () => {
    const pieces = ['<!--', '<p "', '<p \'"', '<script>', '<p a=', '<img alt', '&', '&#1', '<', '<p ', '<sup>'];
    for (const piece of pieces) {
      expect(millisecondsOf(() => textOf(piece.repeat(200_000)))).toBeLessThan(3000);
    }
  });

  it('never throws', () => {
    const piece = fc.constantFrom('<', '>', '/', 'p', 'img', ' ', '=', '"', "'", '!--', '--', '&', '#', '65', ';', 'İ');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((all) => all.join('')),
    );
    fc.assert(fc.property(text, fc.boolean(), (html, breaks) => expect(typeof textOf(html, breaks)).toBe('string')));
  });
});

describe('decodeEntities', () => {
  it.each([
    ['&lt;p&gt; &amp;amp; &quot;x&apos;', '<p> &amp; "x\''],
    ['&eacute;&Eacute;&hellip;&mdash;&ldquo;&rdquo;&times;&ne;&nbsp;', 'éÉ…—“”×≠\u00A0'],
    ['&ensp;|&thinsp;|&shy;', '\u2002|\u2009|\u00AD'],
    ['&#20013;&#x56FD;&#X1F600;', '中国😀'],
    ['&#150;&#147;', '–“'],
    ['&unknown; AT&T & &; &#0; &#xD800; &#9999999;', '&unknown; AT&T & &; &#0; &#xD800; &#9999999;'],
  ])('%s', (written, read) => {
    expect(decodeEntities(written)).toBe(read);
  });
});
