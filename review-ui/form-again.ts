/** Whether a refusal is shown in the form that it was about: people see it there, programs get the problem. */
import { Problem } from '../schemas/problem.ts';
import { type Asked, wantsJson } from './asked.ts';

export const showAgain = ({ req, res }: Pick<Asked, 'req' | 'res'>, error: unknown): error is Problem =>
  error instanceof Problem && error.code !== 'not-found' && !wantsJson(req, res);
