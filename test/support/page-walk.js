/**
 * The walk with the Tab key, for the accessibility checklist: order, ring and whether the focus can be seen. A classic
 * script, after page-audit.js, whose `audit` it adds to.
 */
(() => {
  const LEAST_RING = 3;
  const { all, style, say, pressed } = window.audit;

  function channels(colour) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return { rgb: [red, green, blue], alpha };
  }
  function luminance(colour) {
    const [red, green, blue] = channels(colour).rgb.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function contrast(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }
  function backgroundOf(element) {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = style(at);
      if (channels(backgroundColor).alpha > 0.5) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  }

  let stops = [];
  /** Begins a walk with the Tab key from the top of the page. */
  function startWalk() {
    stops = [];
    document.activeElement?.blur?.();
    window.scrollTo(0, 0);
    document.body.setAttribute('tabindex', '-1');
    document.body.focus({ preventScroll: true });
    document.body.removeAttribute('tabindex');
  }
  /** 8, 9: after one press of Tab. `done` when the walk came back to its start or left the page. */
  function stop() {
    const element = document.activeElement;
    if (element === null || element === document.body || element === stops[0]) return { done: true, faults: [] };
    // Year, month and day of a date field are places of one element, as are the controls of a player.
    const parts = element.type === 'date' || element.type === 'time' || element.matches('audio, video');
    if (parts && stops[stops.length - 1] === element) return { done: false, faults: [] };
    if (stops.includes(element)) return { done: true, faults: [`focus goes in circles at ${say(element)}`] };
    stops.push(element);
    return { done: false, faults: [...ring(element), ...covered(element)] };
  }
  function ring(element) {
    const candidates = [element, element.parentElement, element.parentElement?.parentElement, pressed(element)];
    const outlined = candidates.find(
      (at) => at && style(at).outlineStyle === 'solid' && parseFloat(style(at).outlineWidth) >= LEAST_RING,
    );
    if (!outlined) return [`${say(element)} has no focus ring of ${LEAST_RING} px`];
    const ratio = contrast(style(outlined).outlineColor, backgroundOf(outlined.parentElement ?? outlined));
    return ratio >= 3 ? [] : [`the focus ring of ${say(element)} has ${ratio.toFixed(1)}:1`];
  }
  function covered(element) {
    const box = element.getBoundingClientRect();
    if (box.height > innerHeight || box.width > innerWidth) return [];
    const points = [0.1, 0.5, 0.9].map((share) => [box.left + box.width * share, box.top + box.height * share]);
    const tops = points.map(([x, y]) => document.elementFromPoint(x, y));
    if (tops.every((top) => top === null)) return [`${say(element)} has focus outside the view`];
    // A table's own header, which stays in its view, covers nothing of it.
    const bar = tops
      .map((top) => top && sticky(top))
      .find((at) => at && !at.contains(element) && !element.contains(at));
    return bar ? [`${say(element)} has focus under ${say(bar)}`] : [];
  }
  function sticky(element) {
    for (let at = element; at; at = at.parentElement) if (['sticky', 'fixed'].includes(style(at).position)) return at;
    return null;
  }
  /** 7: from each stop to the next the eye goes right or down, at the first level where the two part. */
  function order() {
    const bars = all('body *').filter((element) => style(element).position === 'sticky');
    const before = bars.map((bar) => bar.style.position);
    for (const bar of bars) bar.style.position = 'static';
    const faults = stops.slice(1).flatMap((element, index) => {
      const [one, other] = parting(stops[index], element).map((at) => at.getBoundingClientRect());
      const above = other.bottom <= one.top + 1;
      const leftward = other.right <= one.left + 1 && other.top < one.bottom - 1;
      return above || leftward ? [`${say(element)} comes after ${say(stops[index])} and stands before it`] : [];
    });
    bars.forEach((bar, index) => (bar.style.position = before[index]));
    return faults;
  }
  function parting(one, other) {
    const chain = (element) => {
      const list = [];
      for (let at = element; at; at = at.parentElement) list.unshift(at);
      return list;
    };
    const [left, right] = [chain(one), chain(other)];
    let depth = 0;
    while (left[depth + 1] && right[depth + 1] && left[depth + 1] === right[depth + 1]) depth += 1;
    return [left[depth + 1] ?? one, right[depth + 1] ?? other];
  }

  Object.assign(window.audit, { startWalk, stop, order });
})();
