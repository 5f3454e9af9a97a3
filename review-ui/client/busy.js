// A button whose work takes a while says so and can't be pressed twice; a page that history brings back is as it was.
document.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (!button?.dataset.busy || event.defaultPrevented) return;
  // Once the form has been read: a disabled button would not be sent.
  setTimeout(() => {
    button.dataset.idle = button.textContent;
    button.textContent = button.dataset.busy;
    button.disabled = true;
    button.form.setAttribute('aria-busy', 'true');
  });
});
window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll('button[data-idle]')) {
    button.textContent = button.dataset.idle;
    button.disabled = false;
    button.form.removeAttribute('aria-busy');
  }
});
