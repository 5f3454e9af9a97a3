// Choosing or dropping a file sends it at once, with a true bar: fetch can't tell how much has gone out, XHR can.
(() => {
  const send = (form) => {
    const sending = form.querySelector('.sending');
    const refusal = form.querySelector('.upload-refusal');
    const [bar, percent] = [sending.querySelector('progress'), sending.querySelector('output')];
    const what = sending.querySelector('.sending-what');
    const request = new XMLHttpRequest();
    const finish = (text) => {
      form.classList.remove('is-sending');
      sending.hidden = true;
      refusal.hidden = false;
      refusal.textContent = text;
      // The same file may be chosen again after it was mended; without this the browser sees no change.
      form.reset();
    };
    const answerOf = () => {
      try {
        return JSON.parse(request.responseText);
      } catch {
        return {};
      }
    };
    request.upload.addEventListener('progress', (event) => {
      if (!event.lengthComputable) return;
      bar.value = Math.floor((event.loaded / event.total) * 100);
      percent.textContent = `${bar.value}%`;
    });
    request.upload.addEventListener('load', () => {
      what.textContent = form.dataset.opening || what.dataset.sending;
    });
    request.addEventListener('load', () => {
      const answer = answerOf();
      if (request.status === 201) location.assign(`${form.action}/${answer.id}`);
      else if (request.status === 401) location.reload();
      else finish(answer.detail || String(request.status));
    });
    request.addEventListener('error', () => finish(form.dataset.failed));
    request.open('POST', form.action);
    request.setRequestHeader('Accept', 'application/json');
    request.send(new FormData(form));
    bar.value = 0;
    percent.textContent = '';
    what.textContent = what.dataset.sending;
    refusal.hidden = true;
    sending.hidden = false;
    form.classList.add('is-sending');
  };

  const formOf = (event) =>
    event.target instanceof Element ? event.target.closest('form[data-upload]') : null;

  document.addEventListener('change', (event) => {
    const form = formOf(event);
    if (form && event.target.type === 'file' && event.target.files.length > 0) send(form);
  });
  document.addEventListener('submit', (event) => {
    const form = formOf(event);
    if (!form) return;
    event.preventDefault();
    if (!form.classList.contains('is-sending')) send(form);
  });
  for (const name of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(name, (event) => {
      const form = formOf(event);
      if (!form) return;
      event.preventDefault();
      form.classList.toggle('is-dropping', name === 'dragover');
      if (name !== 'drop' || event.dataTransfer.files.length === 0) return;
      form.querySelector('input[type=file]').files = event.dataTransfer.files;
      send(form);
    });
  }
  // With this script the button is one click too many.
  document.documentElement.classList.add('has-script');
})();
