/** Where somebody comes from, as far as it is theirs alone: an IPv4 address, or the network of an IPv6 one, whose owner has 2^64 of them. */
import { isIPv6 } from 'node:net';

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** `192.0.2.7`, or `2001:db8:0:1::/64`. */
export function networkOf(address: string): string {
  const plain = mapped.exec(address)?.[1] ?? address;
  // A proxy hands on whatever it was told.
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.replace(/%.*$/, '').toLowerCase().split('::');
  const groups = (half: string | undefined): string[] => (half ? half.split(':') : []);
  const [before, after] = [groups(head), groups(tail)];
  const all = tail === undefined ? before : [...before, ...Array(8 - before.length - after.length).fill('0')];
  return `${[...all, ...(tail === undefined ? [] : after)]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
