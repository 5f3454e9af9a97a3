// The review by keys, and where focus goes after a decision. Every key presses a button that the page shows anyway.
(() => {
  const switchedOff = 'muster.single-keys';
  const rows = () => [...document.querySelectorAll('tr[data-change]')];
  const currentRow = () => document.activeElement?.closest?.('tr[data-change]') ?? null;
  const isReview = () => document.querySelector('[data-review]') !== null;
  // In the queue the same keys go from school to school; Enter opens, as on any link.
  const stops = () => (isReview() ? rows() : [...document.querySelectorAll('a[data-step]')]);
  const isStepping = () => isReview() || stops().length > 0;

  const step = (by) => {
    const all = stops();
    const at = all.indexOf(isReview() ? currentRow() : document.activeElement);
    const next = at < 0 ? all[0] : all[at + by];
    next?.focus();
  };

  // The next row to decide; at the end of the page, the first one left; then what follows the page.
  const moveOn = (row) => {
    const left = rows().filter((one) => one.hasAttribute('data-undecided'));
    const below = left.find((one) => row.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    const after =
      below ??
      left[0] ??
      document.querySelector('.pager a[rel=next]') ??
      document.querySelector('#review-bar button.primary:not(:disabled)');
    after?.focus();
  };

  const press = (selector) => currentRow()?.querySelector(selector)?.click();
  const say = (text) => {
    const place = document.getElementById('announcement');
    if (place) place.textContent = text;
  };

  // Closing takes the same button as by hand: where something is undecided it says so instead.
  const close = () => {
    const button = document.querySelector('#review-bar .close-review button.primary');
    if (button && !button.disabled) button.click();
    else if (button) say(button.textContent);
  };

  const steps = { j: () => step(1), k: () => step(-1) };
  const keys = {
    ...steps,
    a: () => press('button[value=approve]'),
    r: () => press('a[data-opens=reject-dialog]'),
    u: () => press('button[value=clear]'),
    b: () => document.querySelector('#review-bar a[data-opens=safe-dialog]')?.click(),
    c: close,
    x: () => {
      const rest = currentRow()?.querySelector('.rest');
      if (rest?.matches('details')) rest.open = !rest.open;
      else rest?.click();
    },
    '?': () => document.getElementById('keys-dialog')?.showModal(),
  };

  const isTyping = (target) => target.closest('input, textarea, select, dialog[open]') !== null;

  document.addEventListener('keydown', (event) => {
    const act = (isReview() ? keys : { ...steps, '?': keys['?'] })[event.key];
    if (!act || !isStepping() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || localStorage.getItem(switchedOff) === 'off') return;
    event.preventDefault();
    act();
  });

  document.addEventListener('change', (event) => {
    if (!event.target.matches?.('[data-single-keys]')) return;
    localStorage.setItem(switchedOff, event.target.checked ? 'on' : 'off');
  });

  // The dialog is one for all rows: it learns here whom it is about and where the answer goes.
  document.addEventListener('muster:open', (event) => {
    const dialog = event.target;
    const row = event.detail.closest('tr[data-change]');
    const boxes = dialog.querySelectorAll('[data-single-keys]');
    for (const box of boxes) box.checked = localStorage.getItem(switchedOff) !== 'off';
    if (dialog.id !== 'reject-dialog' || !row) return;
    const form = dialog.querySelector('form.reject-form');
    form.reset();
    form.elements.changes.value = row.dataset.change;
    form.setAttribute('hx-target', `#${row.id}`);
    dialog.querySelector('[data-about]').textContent = row.dataset.name;
  });

  // "Another reason" is none until it is written.
  document.addEventListener('change', (event) => {
    if (!event.target.matches?.('.canned input')) return;
    const text = event.target.form.elements.other;
    text.required = event.target.hasAttribute('data-other');
    if (text.required) text.focus();
  });

  document.addEventListener('htmx:after:swap', (event) => {
    const { target } = event.detail.ctx;
    const id = typeof target === 'string' ? target.replace('#', '') : (target?.id ?? '');
    const notice = document.getElementById('notice');
    // The dialog opened before it had anything to choose.
    if (id === 'safe-dialog-body') document.querySelector('#safe-dialog-body button.primary')?.focus();
    // A refusal is said beside the list, so an open dialog would hide it.
    if (id !== 'notice' && !id.startsWith('change-')) return;
    for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
    if (id === 'notice') return;
    if (notice) notice.textContent = '';
    const row = document.getElementById(id);
    if (!row) return;
    // Somebody else was first: the row is there to be read.
    if (row.querySelector('button[value=clear]') && !row.querySelector('.late')) moveOn(row);
    else row.focus();
  });
})();
