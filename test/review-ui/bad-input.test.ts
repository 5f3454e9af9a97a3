/** What senders got wrong, or meant badly: named as theirs to mend, and nothing breaks. */
import net from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWeb, type Program, program, type Web } from './web.ts';

let web: Web;
let school: Program;
beforeAll(async () => {
  web = await openWeb();
  school = await program(web, web.places.school);
});
afterAll(() => web.close());

it('a NUL in the query names the field', async () => {
  expect(await school.get('/units?search=%00')).toMatchObject({
    status: 422,
    body: { code: 'invalid-input', params: { fields: 'search' } },
  });
});

it('a NUL in the address is found nowhere', async () => {
  expect(await school.get('/submissions/1-collection-1%00')).toMatchObject({ status: 404 });
});

it('a NUL deep in a body names the field', async () => {
  const choices = [{ teacher_id: '1', subject: '语文\0' }];
  expect(await school.post('/enrolments', { choices })).toMatchObject({
    status: 422,
    body: { params: { fields: 'choices' } },
  });
});

it('a form that ends in the middle of its file is refused, and the next request is answered', async () => {
  const answer = await fetch(`${web.url}/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: web.places.school.actor.username, password: 'Correct-horse-7' }),
  });
  const { token } = (await answer.json()) as { token: string };
  const body = '--b\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\nhalf';
  const head = [
    ...['POST /uploads HTTP/1.1', 'Host: here', 'Accept: application/json', 'Connection: close'],
    ...[`Authorization: Bearer ${token}`, 'Content-Type: multipart/form-data; boundary=b'],
    `Content-Length: ${body.length}`,
  ];
  const { hostname, port } = new URL(web.url);
  const socket = net.connect(Number(port), hostname);
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  let text = '';
  for await (const chunk of socket) text += chunk;
  expect(text).toContain('urn:muster:problem:not-multipart');
  expect((await school.get('/uploads')).status).toBe(200);
});
