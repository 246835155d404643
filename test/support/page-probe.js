/* Runs inside a page, put there by page-checks.ts: looks at what stands there now, and names what is wrong with it. */
(() => {
  const NATIVE = 'a[href], button, input, select, textarea, summary, label, option, dialog';
  const TABBABLE = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"], [contenteditable=true]';
  const WIDGET_ROLES = ['button', 'link', 'checkbox', 'radio', 'switch', 'tab', 'option', 'menuitem', 'slider', 'combobox'];
  const seenAs = new WeakMap();

  /** An open sheet is all there is; otherwise the page. */
  const stage = () => document.querySelector('dialog:modal') ?? document.body;
  const isShown = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && e.getClientRects().length > 0;
  /** For ears only: clipped to nothing on purpose. */
  const isForEars = (e) => {
    for (let at = e; at; at = at.parentElement) if (getComputedStyle(at).clipPath === 'inset(50%)') return true;
    return false;
  };
  const words = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 60);
  const nameOf = (e) => {
    const text = words(e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent ?? '');
    const classes = [...e.classList].filter((name) => !name.startsWith('svelte-')).map((name) => `.${name}`);
    return `<${e.tagName.toLowerCase()}${classes.join('')}> “${text}”`;
  };
  const inset = (box, style) => ({
    left: box.left + Number.parseFloat(style.borderLeftWidth),
    right: box.right - Number.parseFloat(style.borderRightWidth),
    top: box.top + Number.parseFloat(style.borderTopWidth),
    bottom: box.bottom - Number.parseFloat(style.borderBottomWidth),
  });
  const isHidden = (overflow) => overflow === 'hidden' || overflow === 'clip';

  /** Pixels that a control without lines of its own shows less than its text needs. */
  const canvas = document.createElement('canvas').getContext('2d');
  function lackOf(e) {
    const text = e.tagName === 'SELECT' ? (e.selectedOptions[0]?.text ?? '') : e.value === '' ? (e.placeholder ?? '') : '';
    if (text === '') return 0;
    const style = getComputedStyle(e);
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const arrow = e.tagName === 'SELECT' ? 20 : 0;
    const room = e.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight) - arrow;
    return canvas.measureText(text).width - room;
  }

  /** Text of which a part cannot be seen: behind the edge of a box that clips, or outside of the button that it labels. */
  function cutText() {
    const faults = [];
    const root = stage();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (node.data.trim() === '' || !parent || !isShown(parent) || parent.closest('option, style, script, noscript') || isForEars(parent))
        continue;
      range.selectNodeContents(node);
      const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
      if (lines.length === 0) continue;
      const text = {
        left: Math.min(...lines.map(({ left }) => left)),
        right: Math.max(...lines.map(({ right }) => right)),
        top: Math.min(...lines.map(({ top }) => top)),
        bottom: Math.max(...lines.map(({ bottom }) => bottom)),
      };
      for (let e = parent; e; e = e === root ? null : e.parentElement) {
        const style = getComputedStyle(e);
        if (style.display === 'inline' || style.display === 'contents') continue;
        const isFrame = e.matches('button, a.button, a.card, .chip, th, td, label, summary');
        const clipsX = isHidden(style.overflowX) || isFrame;
        const clipsY = isHidden(style.overflowY) || isFrame;
        const box = inset(e.getBoundingClientRect(), style);
        const over = [
          clipsX && box.left - text.left,
          clipsX && text.right - box.right,
          clipsY && box.top - text.top - 1,
          clipsY && text.bottom - box.bottom - 1,
        ].map(Number);
        if (Math.max(...over) > 1) {
          faults.push(`cut: “${words(node.data)}” by ${Math.round(Math.max(...over))} px of ${nameOf(e)}`);
          break;
        }
        if (['auto', 'scroll'].includes(style.overflowX) || ['auto', 'scroll'].includes(style.overflowY) || style.position === 'fixed')
          break;
      }
    }
    for (const e of root.querySelectorAll('select, input, textarea'))
      if (isShown(e) && !isForEars(e) && getComputedStyle(e).opacity !== '0' && lackOf(e) > 1)
        faults.push(`cut: ${nameOf(e)} shows ${Math.round(lackOf(e))} px less than its text`);
    return faults;
  }

  /** What makes the page wider than the window. */
  function tooWide() {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((e) => isShown(e) && e.getBoundingClientRect().right > clientWidth + 1);
    return [`too wide by ${scrollWidth - clientWidth} px: ${wide.slice(0, 3).map(nameOf).join(', ')}`];
  }

  const isInText = (e) =>
    e.tagName === 'A' &&
    getComputedStyle(e).display === 'inline' &&
    [...e.parentElement.childNodes].some((node) => node !== e && node.nodeType === Node.TEXT_NODE && /[\p{L}\d]/u.test(node.data));

  /** Targets that a finger misses: below 24 px anywhere, below 44 px for what one presses rather than reads. */
  function smallTargets() {
    const faults = [];
    for (const e of stage().querySelectorAll(TABBABLE)) {
      if (!isShown(e) || e.disabled || isInText(e)) continue;
      const boxes = [e, ...(e.labels ?? [])].filter((one) => isShown(one) && !isForEars(one)).map((one) => one.getBoundingClientRect());
      if (e.closest('.skip') || boxes.length === 0) continue;
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      const least = e.matches('a:not(.button, .card, nav a)') ? 24 : 44;
      if (width < least - 0.5 || height < least - 0.5)
        faults.push(`small target: ${nameOf(e)} ${Math.round(width)} × ${Math.round(height)} px`);
    }
    return faults;
  }

  /** What can be clicked and is no button, link or field: no key reaches it. */
  function strangers() {
    const faults = [];
    for (const e of stage().querySelectorAll('*')) {
      const events = Object.getOwnPropertySymbols(e).find((symbol) => symbol.description === 'events');
      const isClicked = (events && e[events]?.click) || e.onclick || e.hasAttribute('onclick');
      if (isClicked && !e.matches(NATIVE)) faults.push(`clicked, but no button: ${nameOf(e)}`);
      const role = e.getAttribute('role');
      if (WIDGET_ROLES.includes(role) && !e.matches('a[href], button, input, select')) faults.push(`role ${role} by hand: ${nameOf(e)}`);
      if (e.tabIndex > 0) faults.push(`tabindex ${e.tabIndex}: ${nameOf(e)}`);
      if (getComputedStyle(e).cursor === 'pointer' && !e.closest(`${NATIVE}, [aria-hidden=true]`))
        faults.push(`looks like a button: ${nameOf(e)}`);
    }
    return faults;
  }

  const look = (e) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderTopColor, backgroundColor } = getComputedStyle(e);
    return {
      outline: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth),
      all: [outlineStyle, outlineColor, boxShadow, borderTopColor, backgroundColor].join('|'),
    };
  };
  /** Itself, or what may show its focus instead: its label, what stands around or beside it. */
  const carriersOf = (e) =>
    [...new Set([e, ...(e.labels ?? []), e.closest('label'), e.parentElement, e.nextElementSibling])].filter(Boolean);

  /** All that the tab key should reach. Of radio buttons of one name only one. */
  function tabbables() {
    const names = new Set();
    return [...stage().querySelectorAll(TABBABLE)].filter((e) => {
      if (e.disabled || e.tabIndex < 0 || !isShown(e) || e.closest('[inert]')) return false;
      if (e.type !== 'radio') return true;
      const group = [...document.getElementsByName(e.name)];
      if (names.has(e.name)) return false;
      const chosen = group.find(({ checked }) => checked);
      if (chosen && chosen !== e) return false;
      names.add(e.name);
      return true;
    });
  }

  /** What stays where it is while the page scrolls, and may lie over it. */
  function barOf(e) {
    for (let at = e; at; at = at.parentElement)
      if (['fixed', 'sticky'].includes(getComputedStyle(at).position) && !at.matches('dialog')) return at;
    return null;
  }

  let watch;
  /** From here on every focus is recorded. Answers how often the tab key has to be pressed. */
  function watchTabs() {
    const expected = tabbables();
    for (const e of expected) for (const carrier of carriersOf(e)) seenAs.set(carrier, look(carrier).all);
    const record = { expected, steps: [], faults: [] };
    const outlineCut = (e) => {
      const box = e.getBoundingClientRect();
      for (let at = e.parentElement; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (!isHidden(style.overflowX) && !isHidden(style.overflowY)) continue;
        const edge = inset(at.getBoundingClientRect(), style);
        const gone = [box.left - edge.left, edge.right - box.right, box.top - edge.top, edge.bottom - box.bottom].filter(
          (room) => room < 2,
        );
        if (gone.length > 2) return true;
      }
      return false;
    };
    /** The browser has scrolled by now: is it in sight, or does a bar lie over it? */
    const place = (e) => {
      const box = [e, ...(e.labels ?? [])]
        .map((one) => one.getBoundingClientRect())
        .sort((a, b) => b.width * b.height - a.width * a.height)[0];
      const at = (share) => [box.left + box.width * share, box.top + box.height * share];
      const points = [0.1, 0.5, 0.9].map(at).filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
      const bars = points.map(([x, y]) => barOf(document.elementFromPoint(x, y)));
      if (points.length === 0) record.faults.push(`focus out of sight: ${nameOf(e)}`);
      else if (bars.filter((bar) => bar && !bar.contains(e)).length * 2 > points.length)
        record.faults.push(`focus behind ${nameOf(bars.find((bar) => bar))}: ${nameOf(e)}`);
      const [x, y] = stage() === document.body ? [scrollX, scrollY] : [0, stage().scrollTop];
      record.steps.push({ e, left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y });
    };
    const onFocus = ({ target }) => {
      place(target);
      const isSeen = carriersOf(target).some((carrier) => {
        const now = look(carrier);
        const isBig = carrier.getBoundingClientRect().width > 8 && !isForEars(carrier);
        return isBig && !outlineCut(carrier) && (now.outline >= 2 || (seenAs.has(carrier) && seenAs.get(carrier) !== now.all));
      });
      if (!isSeen) record.faults.push(`focus not to be seen: ${nameOf(target)}`);
    };
    if (stage() === document.body) {
      document.body.tabIndex = -1;
      document.body.focus({ preventScroll: true });
      document.body.removeAttribute('tabindex');
      scrollTo(0, 0);
    }
    document.addEventListener('focusin', onFocus);
    record.stop = () => {
      document.removeEventListener('focusin', onFocus);
      scrollTo(0, 0);
    };
    watch = record;
    const stops = { date: 4, month: 3, time: 4, 'datetime-local': 6 };
    return expected.reduce((sum, e) => sum + (stops[e.type] ?? 1), 0) + 3;
  }

  /** What the tab key did not reach, reached unseen, or reached in an order that nobody reads in. */
  function tabFaults() {
    watch.stop();
    const { expected, steps, faults } = watch;
    const reached = new Set(steps.map(({ e }) => e));
    const isReached = (e) =>
      reached.has(e) || (e.type === 'radio' && [...reached].some(({ type, name }) => type === 'radio' && name === e.name));
    const missed = expected.filter((e) => e.isConnected && !isReached(e)).map((e) => `not reached by tab: ${nameOf(e)}`);
    const order = [];
    const isAnyOrder = new Set();
    for (const [at, now] of steps.entries()) {
      const before = steps[at - 1];
      const room = (e) => e.closest('dialog, main');
      if (isAnyOrder.has(now.e)) break; // the second time round
      isAnyOrder.add(now.e);
      if (!before || now.e === expected[0] || !room(now.e) || room(now.e) !== room(before.e)) continue;
      const isAbove = now.bottom <= before.top + 1 && now.left < before.right - 1;
      const isLeft =
        now.right <= before.left + 1 && now.top < before.bottom - 1 && now.bottom > before.top + 1 && now.top >= before.top - 8;
      if (isAbove || isLeft) order.push(`tab goes back: from ${nameOf(before.e)} to ${nameOf(now.e)}`);
    }
    return [...new Set([...faults, ...missed, ...order])];
  }

  globalThis.pageProbe = { cutText, tooWide, smallTargets, strangers, watchTabs, tabFaults };
})();
