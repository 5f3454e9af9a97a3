// A request that never got an answer, or a server that failed, is said in the frame's place for it; the page stays.
(() => {
  const say = (text) => {
    const notice = document.getElementById('notice');
    if (notice) notice.textContent = text(notice);
  };
  const unreachable = () => say((notice) => notice.dataset.unreachable ?? '');
  document.addEventListener('htmx:error', unreachable);
  document.addEventListener('htmx:after:request', (event) => {
    if (event.detail.ctx.response.status >= 500) unreachable();
    else say(() => '');
  });
})();
