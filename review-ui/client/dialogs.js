// Opens the dialog that a button or a link names; without scripts a link leads to a page that asks the same.
document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-opens]');
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const dialog = document.getElementById(opener.dataset.opens);
  if (!dialog || typeof dialog.showModal !== 'function') return;
  // What fills the dialog isn't up yet: the link leads to a page that asks the same.
  if (opener.hasAttribute('hx-get') && !opener.hasAttribute('data-htmx-powered')) return;
  event.preventDefault();
  dialog.dispatchEvent(new CustomEvent('muster:open', { detail: opener, bubbles: true }));
  dialog.showModal();
  // Not the cross: what the dialog asks comes first.
  dialog.querySelector('input:not([type=hidden]), textarea, button.primary')?.focus();
});

// A click beside an open dialog closes it: the backdrop belongs to the dialog's own box.
document.addEventListener('click', (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open) return;
  const box = dialog.getBoundingClientRect();
  const inside =
    event.clientX >= box.left &&
    event.clientX <= box.right &&
    event.clientY >= box.top &&
    event.clientY <= box.bottom;
  if (!inside) dialog.close();
});

// A button in a dialog that sends the form behind it: nothing stays open over the answer.
document.addEventListener('submit', (event) => {
  const dialog = event.submitter?.closest('dialog');
  if (dialog && !dialog.contains(event.target)) dialog.close();
});
