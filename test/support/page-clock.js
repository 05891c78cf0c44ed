/** Runs in the page before its own scripts: a clock that tests set, and everything that live regions ever said. */
(() => {
  let now = Date.now();
  Date.now = () => now;
  const said = [];
  const LIVE = '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"]';

  function listen() {
    const texts = new Map();
    const hear = () => {
      for (const region of document.querySelectorAll(LIVE)) {
        const text = region.textContent.trim();
        if (texts.get(region) === text) continue;
        texts.set(region, text);
        if (text !== '') said.push(text);
      }
    };
    new MutationObserver(hear).observe(document.documentElement, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  }
  document.addEventListener('DOMContentLoaded', listen);

  // A device may have it and refuse: no page may depend on it.
  navigator.vibrate = () => {
    throw new Error('no vibration here');
  };
  window.testing = {
    said,
    setClock(time) {
      now = time;
    },
  };
})();
