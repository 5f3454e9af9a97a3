/** The log of a process, as it is written to standard output. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** What a process of its own writes when it logs these. */
function logged(line: object): string {
  const code = `import { openLog } from './bin/log.ts';
    openLog({ log_level: 'info' }, 'test').info(JSON.parse(process.env.LINE), 'said');`;
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    ...{ encoding: 'utf8', env: { ...process.env, LINE: JSON.stringify(line) } },
  });
  return stdout;
}

it('is one line of JSON, its time in UTC, whatever is in it', () => {
  const text = logged({ request_id: 'a\r\n{"msg":"forged"}' });
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  const line = JSON.parse(text) as Record<string, unknown>;
  expect(line).toMatchObject({ name: 'test', msg: 'said', level: 30 });
  expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

it('what is secret or personal stays out, even where something logs it', () => {
  const personal = {
    password: 'p-1',
    token: 't-1',
    cookie: 'c-1',
    id_number: '379900',
    mobile: '154',
    cert_no: '2',
  };
  const text = logged({
    ...personal,
    body: personal,
    request: { headers: { authorization: 'Bearer x-1', cookie: 'c-2' } },
  });
  for (const value of ['p-1', 't-1', 'c-1', '379900', '"154"', '"2"', 'x-1', 'c-2'])
    expect(text).not.toContain(value);
  expect(text).toContain('[Redacted]');
});
