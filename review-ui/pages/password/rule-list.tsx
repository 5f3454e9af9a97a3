/** The rules of a password as a list that ticks: what holds, what doesn't, and what was not looked at yet. */
import {
  type PasswordFault,
  type PasswordRule,
  type PasswordShape,
  passwordRules,
  ruleWords,
} from '../../../schemas/password.ts';
import { Icon } from '../../icons.tsx';
import type { PageContext } from '../../page.ts';
import { words } from './words.ts';

/** By rule whether it holds; a rule that is not there was not looked at. */
export type Judged = Readonly<Partial<Record<PasswordRule, boolean>>>;

export interface RuleListModel {
  readonly shape: PasswordShape;
  readonly judged: Judged;
}

/** The rules that a password can be held against as it stands, by what it breaks. */
export const judgedBy = (broken: readonly PasswordFault[]): Judged =>
  Object.fromEntries(passwordRules.map((rule) => [rule, !broken.includes(rule)]));

const order: readonly PasswordRule[] = [...passwordRules, 'recent'];

/** It stands outside the form: what it asks while somebody types is about the new password alone. */
export const RuleList = ({ shape, judged }: RuleListModel, page: PageContext) => (
  <ul
    id="password-rules"
    class="password-rules"
    hx-post="/password/rules"
    hx-trigger="input delay:300ms from:#chosen"
    hx-include="#chosen"
    hx-swap="outerHTML"
  >
    {order.map((rule) => {
      const holds = judged[rule];
      return (
        <li key={rule} class={holds === undefined ? 'open' : holds ? 'held' : 'broken'}>
          <span class="mark">{holds !== undefined && <Icon name={holds ? 'check' : 'cross'} />}</span>
          {holds !== undefined && (
            <span class="visually-hidden">{page.say(holds ? words.held : words.broken)}</span>
          )}
          {page.say(ruleWords(shape)[rule])}
        </li>
      );
    })}
  </ul>
);
