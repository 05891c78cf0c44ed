/** Fits content into a box: the largest type that fits, and where even the floor does not, pages that turn. */
import { computed, nextTick, onBeforeUnmount, onMounted, ref, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { largestFit, pageStarts, STEM_STEPS } from './fit.js';
import type { Block } from './fit.js';

const TURN_EVERY_MS = 8000;
/** Blocks that are never cut: one row of a table, one choice. */
const WHOLE = 'li, tr, dl > div, figure';

export interface AutoFit {
  /** Stem size in pixels. */
  readonly size: Readonly<Ref<number>>;
  readonly page: Readonly<Ref<number>>;
  readonly pages: ComputedRef<number>;
  /** Pixels from the top of the content to the page shown, and the height of the page. */
  readonly offset: ComputedRef<number>;
  readonly height: ComputedRef<number | null>;
  readonly turning: Readonly<Ref<boolean>>;
  turn(by: number): void;
  setTurning(on: boolean): void;
}

/** A range gives the boxes of inline elements and of their text, in no useful order: sorted, then joined by line. */
function linesOf(element: Element, top: number): Block[] {
  const range = document.createRange();
  range.selectNodeContents(element);
  const rects = Array.from(range.getClientRects()).filter(({ height }) => height > 0);
  const blocks: Block[] = [];
  for (const rect of rects.sort((a, b) => a.top - b.top)) {
    const last = blocks[blocks.length - 1];
    const line = { top: rect.top - top, bottom: rect.bottom - top };
    if (last && line.top < last.top + rect.height / 2) {
      blocks[blocks.length - 1] = { top: last.top, bottom: Math.max(last.bottom, line.bottom) };
    } else blocks.push(line);
  }
  return blocks;
}

/** Rows and choices whole, running text by its lines. */
function blocksOf(element: Element, top: number): Block[] {
  if (element.matches(WHOLE)) {
    const rect = element.getBoundingClientRect();
    return rect.height === 0 ? [] : [{ top: rect.top - top, bottom: rect.bottom - top }];
  }
  const children = Array.from(element.children);
  const running = children.every((child) => getComputedStyle(child).display.startsWith('inline'));
  return running ? linesOf(element, top) : children.flatMap((child) => blocksOf(child, top));
}

/**
 * @param unit pixels of one 1080th of the stage height
 * @param key whatever changes the content: it is measured anew and starts at its first page
 */
export function useAutoFit(
  box: Ref<HTMLElement | null>,
  content: Ref<HTMLElement | null>,
  unit: () => number,
  key: () => string,
): AutoFit {
  const size = ref(0);
  const starts = ref<readonly number[]>([0]);
  const full = ref(0);
  const room = ref(0);
  const page = ref(0);
  const turning = ref(true);
  let timer: ReturnType<typeof setInterval> | undefined;

  function measure(): void {
    const [outer, inner] = [box.value, content.value];
    if (!outer || !inner || outer.clientHeight === 0) return;
    const sizes = STEM_STEPS.map((step) => step * 1080 * unit());
    const fitted = largestFit(sizes, (candidate) => {
      inner.style.setProperty('--stem', `${candidate}px`);
      return inner.scrollHeight <= outer.clientHeight && inner.scrollWidth <= outer.clientWidth;
    });
    inner.style.setProperty('--stem', `${fitted.size}px`);
    size.value = fitted.size;
    full.value = inner.scrollHeight;
    room.value = outer.clientHeight;
    if (fitted.fits) starts.value = [0];
    else {
      // The line that says which page it is takes its room at the foot.
      room.value -= 72 * unit();
      const blocks = blocksOf(inner, inner.getBoundingClientRect().top).sort((a, b) => a.top - b.top);
      starts.value = pageStarts(blocks, room.value);
    }
    page.value = Math.min(page.value, starts.value.length - 1);
  }

  const pages = computed(() => starts.value.length);
  const turn = (by: number): void => {
    page.value = (page.value + by + pages.value) % pages.value;
  };

  /** A page is shown in full time also where new content came just before. */
  function startTurning(): void {
    clearInterval(timer);
    timer = setInterval(() => {
      if (turning.value && pages.value > 1) turn(1);
    }, TURN_EVERY_MS);
  }

  let observer: ResizeObserver | undefined;
  const onLoad = (): void => measure();
  onMounted(() => {
    measure();
    // A frame later: measuring changes what is observed. The content grows by the reader's own text spacing.
    observer = new ResizeObserver(() => requestAnimationFrame(measure));
    if (box.value) observer.observe(box.value);
    if (content.value) observer.observe(content.value);
    // Pictures and fonts come later than the text.
    content.value?.addEventListener('load', onLoad, true);
    void document.fonts.ready.then(measure);
    startTurning();
  });
  onBeforeUnmount(() => {
    observer?.disconnect();
    clearInterval(timer);
  });
  watch(
    key,
    async () => {
      page.value = 0;
      await nextTick();
      measure();
      startTurning();
    },
    { flush: 'post' },
  );

  return {
    size,
    page,
    pages,
    offset: computed(() => starts.value[page.value] ?? 0),
    height: computed(() =>
      pages.value === 1
        ? null
        : Math.min(room.value, (starts.value[page.value + 1] ?? full.value) - (starts.value[page.value] ?? 0)),
    ),
    turning,
    turn,
    setTurning(on) {
      turning.value = on;
    },
  };
}
