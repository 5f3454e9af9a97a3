/** A network of several hosts on one machine: each is a namespace with an address of its own, joined by a switch whose cables can be pulled. */
import { spawnSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';

/** Why there can be no such network here, or null where there can. */
export function whyNoNetwork(): string | null {
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  if (spawnSync('ip', ['-V']).status !== 0) return 'there is no ip of iproute2';
  const name = `mu-${randomBytes(3).toString('hex')}`;
  const made = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  spawnSync('ip', ['netns', 'delete', name]);
  return made.status === 0 ? null : `network namespaces are not to be had: ${made.stderr.trim()}`;
}

export class Network {
  readonly #name = `mu-${randomBytes(3).toString('hex')}`;
  readonly #subnet = `10.77.${randomInt(1, 255)}`;
  readonly #hosts: string[] = [];

  /** The one who tests is a host too, at the last address. */
  constructor() {
    this.#ip('netns', 'add', this.#switch);
    this.#inSwitch('link', 'add', 'bridge', 'type', 'bridge');
    this.#inSwitch('link', 'set', 'bridge', 'up');
    this.#ip('link', 'add', this.#name, 'type', 'veth', 'peer', 'name', 'tester', 'netns', this.#switch);
    this.#inSwitch('link', 'set', 'tester', 'master', 'bridge', 'up');
    this.#ip('address', 'add', `${this.#subnet}.254/24`, 'dev', this.#name);
    this.#ip('link', 'set', this.#name, 'up');
  }

  get #switch(): string {
    return `${this.#name}-switch`;
  }

  /** In the notation of a network. */
  get range(): string {
    return `${this.#subnet}.0/24`;
  }

  /** Adds a host; answers its address. */
  add(host: string): string {
    const space = this.namespaceOf(host);
    this.#hosts.push(host);
    const address = `${this.#subnet}.${this.#hosts.length}`;
    this.#ip('netns', 'add', space);
    this.#ip(
      'link',
      'add',
      'eth0',
      'netns',
      space,
      'type',
      'veth',
      'peer',
      'name',
      host,
      'netns',
      this.#switch,
    );
    this.#inSwitch('link', 'set', host, 'master', 'bridge', 'up');
    this.#ip('-n', space, 'address', 'add', `${address}/24`, 'dev', 'eth0');
    this.#ip('-n', space, 'link', 'set', 'lo', 'up');
    this.#ip('-n', space, 'link', 'set', 'eth0', 'up');
    return address;
  }

  namespaceOf(host: string): string {
    return `${this.#name}-${host}`;
  }

  /** Numbers of all processes that run on it. */
  processesOf(host: string): number[] {
    const { stdout } = spawnSync('ip', ['netns', 'pids', this.namespaceOf(host)], { encoding: 'utf8' });
    return stdout.split('\n').filter(Boolean).map(Number);
  }

  /** From now on what the host sends or is sent vanishes: no end of a connection hears of it. */
  cut(host: string): void {
    this.#inSwitch('link', 'set', host, 'nomaster');
  }

  join(host: string): void {
    this.#inSwitch('link', 'set', host, 'master', 'bridge');
  }

  remove(): void {
    // The cables go with the spaces at their ends.
    for (const space of [...this.#hosts.map((host) => this.namespaceOf(host)), this.#switch]) {
      spawnSync('ip', ['netns', 'delete', space]);
    }
    spawnSync('ip', ['link', 'delete', this.#name]);
  }

  #inSwitch(...words: string[]): void {
    this.#ip('-n', this.#switch, ...words);
  }

  #ip(...words: string[]): void {
    const { status, stderr } = spawnSync('ip', words, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`);
  }
}
