/** What `deploy/` names is there: folders, commands, settings, ports and limits, as the program has them today. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { usualLimits } from '../../bin/listen.ts';
import { readProcfile } from '../../bin/procfile.ts';
import { environment } from '../../bin/settings/environment.ts';
import { defaultReadLimits } from '../../schemas/workbook.ts';

const read = (name: string): string => readFileSync(path.join('deploy', name), 'utf8');
const lines = (name: string): string[] => read(name).split('\n');
const units = readdirSync('deploy/systemd');
const dockerfile = lines('Dockerfile');
const copied = dockerfile
  .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
  .flatMap((line) => line.split(' ').slice(1, -1));
const commands = new Map(readProcfile('Procfile'));
const grace_s = 9;

describe('the image', () => {
  test.each(copied)('takes %s, which is there and goes to the builder', (name) => {
    expect(existsSync(name)).toBe(true);
    expect(lines('Dockerfile.dockerignore')).toContain(`!${name}`);
  });

  it('has every room whose files run', () => {
    const rooms = readdirSync('.', { withFileTypes: true })
      .filter(
        (entry) =>
          entry.isDirectory() &&
          /^(bin|database|pipeline|review-ui|samples|schemas|workers)$/.test(entry.name),
      )
      .map(({ name }) => name);
    expect(copied).toEqual(expect.arrayContaining(rooms));
  });

  it('runs as somebody without rights, and begins as the Procfile says', () => {
    expect(dockerfile).toContain('USER node');
    const begin = dockerfile.find((line) => line.startsWith('CMD ['))?.slice('CMD '.length) ?? '';
    expect((JSON.parse(begin) as string[]).join(' ')).toBe(commands.get('web'));
  });

  it('is built on a Node that the program runs on', () => {
    for (const line of dockerfile.filter((each) => each.startsWith('FROM '))) {
      expect(line).toMatch(/^FROM node:20\.(19|[2-9]\d)-bookworm-slim/);
    }
  });
});

describe('compose.yaml', () => {
  const compose = read('compose.yaml');
  const listOf = (line: string): string => (/\[(.*)\]/.exec(line)?.[1] ?? '').split(', ').join(' ');
  it.each([
    ['release', 'release'],
    ['web', 'web'],
    ['worker', 'worker'],
  ])('begins %s as the Procfile says', (service, name) => {
    const part = new RegExp(`\\n  ${service}:\\n(?: {4}.*\\n)+`).exec(compose)?.[0] ?? '';
    const command = part.split('\n').find((line) => line.includes('command:')) ?? '';
    expect(listOf(command)).toBe(commands.get(name));
  });

  it('gives the owner’s address to nobody but the release', () => {
    expect(compose.match(/\bDATABASE_URL:/g)).toHaveLength(1);
  });

  it('waits longer than a process needs to close', () => {
    expect(Number(/stop_grace_period: (\d+)s/.exec(compose)?.[1])).toBeGreaterThan(grace_s);
  });
});

describe('settings', () => {
  const known = new Set(Object.keys(environment.shape));
  const others = ['NODE_ENV', 'OWNER_PASSWORD', 'APP_PASSWORD', 'REDIS_PASSWORD'];
  const files = ['Dockerfile', 'compose.yaml', ...units.map((name) => `systemd/${name}`)];
  it.each(files)('that %s names are known', (name) => {
    const named = [...read(name).matchAll(/(?<![\w.])([A-Z]{2,}(?:_[A-Z]+)*)(?=[=:]|\}|:\?)/g)].map(
      ([, word]) => word ?? '',
    );
    const ours = named.filter((word) => !/^(POSTGRES_|CMD|ALL|FROM|COPY|RUN)/.test(word));
    expect(ours.filter((word) => !known.has(word) && !others.includes(word))).toEqual([]);
  });
});

describe('systemd', () => {
  it.each(units.filter((name) => name.endsWith('.service')))('%s runs what is there', (name) => {
    const words = (
      /^ExecStart=\/opt\/muster\/current\/node\/bin\/(.*)$/m.exec(read(`systemd/${name}`))?.[1] ?? ''
    ).split(' ');
    const program = words.find((word) => word.startsWith('bin/')) ?? '';
    expect(existsSync(program)).toBe(true);
    if (program === 'bin/muster.js') {
      expect(existsSync(`bin/commands/${words[words.indexOf(program) + 1]}.ts`)).toBe(true);
    } else {
      expect(words.join(' ')).toBe(commands.get(path.basename(program, '.js')));
      expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(read(`systemd/${name}`))?.[1])).toBeGreaterThan(grace_s);
    }
  });

  it.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)(
    'finds nothing wrong with the units',
    () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-units-'));
      try {
        // It looks for the programs of a unit, which are not installed here.
        const node = path.join(folder, 'current/node/bin/node');
        for (const each of [path.dirname(node), path.join(folder, 'current/app')])
          mkdirSync(each, { recursive: true });
        writeFileSync(node, '#!/bin/sh\n');
        chmodSync(node, 0o755);
        const files = units.map((name) => {
          const file = path.join(folder, name.replace('@', '@1'));
          writeFileSync(file, read(`systemd/${name}`).replaceAll('/opt/muster', folder));
          return file;
        });
        const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...files], {
          encoding: 'utf8',
        });
        expect(stderr.split('\n').filter((line) => line.includes(folder))).toEqual([]);
        expect(status).toBe(0);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

describe('nginx', () => {
  const conf = read('nginx/muster.conf');
  const seconds = (name: string, of: string): number => Number(new RegExp(`${name} (\\d+)s;`).exec(of)?.[1]);
  it('lets through what the program takes, and keeps it off the disk', () => {
    const mib = Number(/client_max_body_size (\d+)m;/.exec(conf)?.[1]);
    expect(mib * 1024 * 1024).toBeGreaterThanOrEqual(defaultReadLimits.file_bytes + 64 * 1024);
    expect(conf).toContain(`client_body_buffer_size ${mib}m;`);
    expect(conf).toContain('proxy_max_temp_file_size 0;');
  });

  it('is one hop, which names the address of who asks', () => {
    expect(conf).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
    expect(read('compose.yaml')).toMatch(/MUSTER_PROXY_HOPS: ["']1["']/);
  });

  it('lets go of an idle connection before a web process does', () => {
    expect(seconds('keepalive_timeout', read('nginx/upstream.conf')) * 1000).toBeLessThan(
      usualLimits.idle_ms,
    );
  });

  it('waits for events longer than between two signs of life', () => {
    const events = /location = \/events \{[^}]*\}/.exec(conf)?.[0] ?? '';
    expect(events).toContain('proxy_buffering off;');
    expect(seconds('proxy_read_timeout', events)).toBeGreaterThan(20);
  });
});
