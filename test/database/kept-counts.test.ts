import { describe, expect, it } from 'vitest';
import { KeptCounts } from '../../database/kept-counts.ts';

describe('a count', () => {
  const asked = () => {
    const clock = { ms: 0 };
    const registry = { teachers: 0 };
    const counts = new KeptCounts({ now_ms: () => clock.ms, large: 1000 });
    const read = (...question: string[]) => counts.read(question, async () => registry.teachers);
    return { clock, registry, read };
  };

  it('of a large area is kept for ten seconds, and then made anew', async () => {
    const { clock, registry, read } = asked();
    registry.teachers = 1000;
    expect(await read('/1/', '/1/')).toBe(1000);
    registry.teachers = 1001;
    clock.ms = 9_999;
    expect(await read('/1/', '/1/')).toBe(1000);
    clock.ms = 10_000;
    expect(await read('/1/', '/1/')).toBe(1001);
  });

  it('of a small area is made each time, also when it was large before', async () => {
    const { clock, registry, read } = asked();
    registry.teachers = 999;
    expect(await read('/1/', '/1/')).toBe(999);
    registry.teachers = 1000;
    expect(await read('/1/', '/1/')).toBe(1000);
    clock.ms = 10_000;
    registry.teachers = 5;
    expect(await read('/1/', '/1/')).toBe(5);
    registry.teachers = 6;
    expect(await read('/1/', '/1/')).toBe(6);
  });

  it('made in one scope is never the answer in another, nor for another question', async () => {
    const { registry, read } = asked();
    registry.teachers = 5000;
    expect(await read('/1/', '/1/', '小学')).toBe(5000);
    registry.teachers = 2000;
    expect(await read('/1/2/', '/1/', '小学')).toBe(2000);
    expect(await read('/1/', '/1/', '初中')).toBe(2000);
    expect(await read('/1/', '/1/', '小学')).toBe(5000);
  });
});
