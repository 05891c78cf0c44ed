/**
 * Measures of the accessibility checklist that need the rendered page. A classic script: audit.ts adds it to every page
 * of a context, where it is `audit`; each function answers sentences about what is wrong, none when all is well.
 */
(() => {
  const INTERACTIVE = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [role="button"]';
  const LEAST_TARGET = 44;
  const LEAST_INLINE = 24;
  const SLOWEST_REDUCED_SECONDS = 0.01;

  const style = (element) => getComputedStyle(element);
  const isHiddenForEyes = (element) => element.closest('.visually-hidden, .skip:not(:focus)') !== null;
  const isShown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return (
      width > 0 &&
      height > 0 &&
      style(element).visibility === 'visible' &&
      element.closest('[aria-hidden="true"]') === null
    );
  };
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const shown = (selector) => all(selector).filter((element) => isShown(element) && !isHiddenForEyes(element));

  function say(element) {
    const words = (element.getAttribute('aria-label') ?? element.textContent ?? '')
      .trim()
      .replace(/\s+/g, ' ')
      .slice(0, 24);
    const name = element.id ? `#${element.id}` : element.classList[0] ? `.${element.classList[0]}` : '';
    return `<${element.tagName.toLowerCase()}${name}> "${words}"`;
  }

  /** What a finger may press and an eye sees framed: the row of a radio button, not its dot. */
  function pressed(element) {
    const label = element.labels?.[0];
    return label?.contains(element) ? label : element;
  }

  /** 4: one h1 and one main landmark. The rest of item 4 is axe's. */
  function outline() {
    const headings = all('h1').filter(isShown).length;
    const mains = all('main, [role="main"]').filter(isShown).length;
    return [
      ...(headings === 1 ? [] : [`${headings} h1 headings`]),
      ...(mains === 1 ? [] : [`${mains} main landmarks`]),
      ...(document.documentElement.lang === 'zh-CN' ? [] : [`lang is "${document.documentElement.lang}"`]),
      ...(/\S.*－学赛$/.test(document.title) ? [] : [`title is "${document.title}"`]),
    ];
  }

  /** 10: big enough for a finger; links inside a sentence are held to WCAG 2.5.8. */
  function targets() {
    return shown(INTERACTIVE)
      .filter((element) => !element.disabled)
      .flatMap((element) => {
        const { width, height } = pressed(element).getBoundingClientRect();
        const least =
          element.tagName === 'A' && style(element).display.startsWith('inline') && inSentence(element)
            ? LEAST_INLINE
            : LEAST_TARGET;
        return Math.min(width, height) >= least - 0.5
          ? []
          : [`${say(element)} is ${Math.round(width)}x${Math.round(height)}, less than ${least}`];
      });
  }
  function inSentence(link) {
    const around = Array.from(link.parentElement.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE);
    return around.some((node) => node.textContent.trim() !== '');
  }

  /** 11: nothing needs scrolling in two directions; tables scroll inside a focusable region. */
  function reflow() {
    const root = document.scrollingElement;
    const wide = root.scrollWidth - root.clientWidth;
    const regions = all('*').filter((element) => {
      const { overflowX } = style(element);
      return (
        (overflowX === 'auto' || overflowX === 'scroll') &&
        element.scrollWidth > element.clientWidth + 1 &&
        element !== root &&
        element !== document.body
      );
    });
    return [
      ...(wide > 0 ? [`the page is ${wide} px wider than the view: ${widest().map(say).join(', ')}`] : []),
      ...regions
        .filter((element) => element.tabIndex < 0)
        .map((element) => `${say(element)} scrolls sideways and takes no focus`),
    ];
  }
  function widest() {
    const edge = document.documentElement.clientWidth + 1;
    return shown('body *')
      .filter((element) => element.getBoundingClientRect().right > edge && scroller(element) === null)
      .slice(-3);
  }
  function scroller(element) {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (style(at).overflowX !== 'visible') return at;
    }
    return null;
  }

  /** 12: no text is cut off by a box that hides what flows over. */
  function clipped() {
    const faults = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (node.textContent.trim() === '' || !isShown(element) || isHiddenForEyes(element) || element.closest('option'))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { top, bottom, left, right } = range.getBoundingClientRect();
      for (let at = element; at && at !== document.body; at = at.parentElement) {
        const { overflowX, overflowY, textOverflow } = style(at);
        // Shortened on purpose, in a button that shows the whole text.
        if (textOverflow === 'ellipsis' && at.closest('[aria-haspopup="dialog"]')) break;
        // On another page of the screen.
        if (at.parentElement?.nextElementSibling?.matches('.pager')) break;
        const box = at.getBoundingClientRect();
        const cutsX = hides(overflowX) && (left < box.left - 1 || right > box.right + 1);
        // The box of a Chinese font is half as high again as its glyphs: a fifth of an em above and below is empty.
        const empty = parseFloat(style(element).fontSize) * 0.2 + 1;
        const cutsY = hides(overflowY) && (top < box.top - empty || bottom > box.bottom + empty);
        if (cutsX || cutsY) {
          faults.push(`${say(element)} is cut off by ${say(at)}`);
          break;
        }
      }
    }
    return faults;
  }
  const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';

  /** 29: in forced colours every control still has an edge or a link's underline, and what is chosen looks so. */
  function edges() {
    const faults = shown(INTERACTIVE)
      .filter((element) => !['radio', 'checkbox', 'range'].includes(element.type) && element.tagName !== 'SUMMARY')
      .filter((element) => {
        const { borderTopWidth, borderTopStyle, borderBottomWidth, textDecorationLine } = style(element);
        const edge = borderTopStyle !== 'none' && parseFloat(borderTopWidth) + parseFloat(borderBottomWidth) > 0;
        return (
          !edge &&
          !textDecorationLine.includes('underline') &&
          element.getAttribute('class')?.includes('brand') !== true
        );
      })
      .map((element) => `${say(element)} has neither edge nor underline`);
    const choices = all('.choice').filter(isShown);
    const chosen = choices.filter((element) => element.classList.contains('chosen'));
    const plain = choices.find(
      (element) => !element.classList.contains('chosen') && !element.classList.contains('right'),
    );
    const same = chosen.filter(
      (element) => plain && parseFloat(style(element).borderTopWidth) <= parseFloat(style(plain).borderTopWidth),
    );
    return [...faults, ...same.map((element) => `${say(element)} is chosen and looks like the others`)];
  }

  /** 30: nothing moves. */
  function motion() {
    const running = document
      .getAnimations()
      .filter((animation) => Number(animation.effect?.getTiming().duration) > SLOWEST_REDUCED_SECONDS * 1000);
    const seconds = (list) => Math.max(...list.split(',').map(parseFloat));
    const slow = all('body *').filter((element) => {
      const { transitionDuration, animationDuration } = style(element);
      return (
        seconds(transitionDuration) > SLOWEST_REDUCED_SECONDS || seconds(animationDuration) > SLOWEST_REDUCED_SECONDS
      );
    });
    return [...running.map(() => 'an animation is running'), ...slow.map((element) => `${say(element)} would move`)];
  }

  /** 31: nothing plays by itself. */
  const media = () =>
    all('audio, video')
      .filter((element) => element.autoplay || !element.paused)
      .map((element) => `${say(element)} plays by itself`);

  /** 36: tables are real ones, named, with header cells both ways. */
  function tables() {
    return all('table').flatMap((table) => {
      const region = table.closest('[role="region"], section, figure');
      const named =
        table.caption ||
        table.hasAttribute('aria-label') ||
        table.hasAttribute('aria-labelledby') ||
        region?.hasAttribute('aria-label') ||
        region?.hasAttribute('aria-labelledby');
      const columns = Array.from(table.tHead?.rows[0]?.cells ?? []);
      const rows = Array.from(table.tBodies).flatMap((body) => Array.from(body.rows));
      return [
        ...(named ? [] : [`${say(table)} has no name`]),
        ...(columns.length > 0 && columns.every((cell) => cell.tagName === 'TH' && cell.scope === 'col')
          ? []
          : [`${say(table)} has columns without a header`]),
        ...(rows.every((row) => row.querySelector('th[scope="row"]'))
          ? []
          : [`${say(table)} has rows without a header`]),
      ];
    });
  }

  /** WCAG 1.4.12; an adopted sheet because the content policy forbids style elements. */
  const wideSpacing = new CSSStyleSheet();
  wideSpacing.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }',
  );
  async function space(on) {
    document.adoptedStyleSheets = on ? [wideSpacing] : [];
    await settled();
  }
  /** As the settings do it. */
  async function type(percent) {
    const root = document.documentElement;
    root.dataset.type = percent >= 200 ? 'large' : 'normal';
    root.style.setProperty('--type-scale', String(percent / 100));
    await settled();
  }
  async function theme(name) {
    document.documentElement.dataset.theme = name;
    // The skip link shows itself while it has focus, over what stands there.
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    await settled();
  }
  /** What follows a change of size (the screen fits its text anew) has happened. */
  async function settled() {
    for (let frame = 0; frame < 4; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  }

  window.audit = {
    all,
    style,
    say,
    pressed,
    outline,
    targets,
    reflow,
    clipped,
    edges,
    motion,
    media,
    tables,
    space,
    type,
    theme,
    settled,
  };
})();
