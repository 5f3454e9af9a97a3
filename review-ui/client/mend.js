// Mending by keys: Enter goes down a column as in a spreadsheet, Escape restores what stood there. Leaving a changed cell sends it.
(() => {
  const inGrid = (event) =>
    event.target instanceof HTMLInputElement && event.target.closest('[data-mending-row]') !== null;

  // The same column of the next row that shows it; the browser sends what was changed as the cell is left.
  const step = (input, by) => {
    const column = `input[data-column="${input.dataset.column}"]:not(:disabled)`;
    const all = [...document.querySelectorAll(`[data-mending-row] ${column}`)].filter(
      (one) => one.offsetParent !== null,
    );
    const next = all[all.indexOf(input) + by];
    if (next) {
      next.focus();
      next.select();
    } else input.blur();
  };

  document.addEventListener('keydown', (event) => {
    if (!inGrid(event) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && event.target.dataset.column) {
      event.preventDefault();
      step(event.target, event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape' && event.target.value !== event.target.defaultValue) {
      event.preventDefault();
      event.target.value = event.target.defaultValue;
    }
  });
})();
