// Says so when an action got no answer or the server failed; the page stays as it was. A later success takes it back.
const showOffline = (isAway) => {
  const banner = document.getElementById('offline');
  if (banner) banner.hidden = !isAway;
};
document.addEventListener('htmx:error', () => showOffline(true));
document.addEventListener('htmx:response:error', (event) => {
  if (event.detail.ctx.response.status >= 500) showOffline(true);
});
document.addEventListener('htmx:after:swap', () => showOffline(false));
