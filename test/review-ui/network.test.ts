/** An address as far as it is somebody's alone. */
import { expect, it } from 'vitest';
import { networkOf } from '../../review-ui/network.ts';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
  ['2001:0db8::1', '2001:db8:0:0::/64'],
  ['2001:DB8:0:1::7', '2001:db8:0:1::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
  // No address at all, as a header may say.
  ['1:2:3:4:5:6:7:8:9::', '1:2:3:4:5:6:7:8:9::'],
])('%s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
