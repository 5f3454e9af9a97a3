/** A page that says what was refused, that nothing was done, and where to go from here. */
import type { Words } from '../schemas/language.ts';
import type { PageContext } from './page.ts';
import { LinkButton } from './parts/button.tsx';
import { Notice } from './parts/notice.tsx';
import { PageHead } from './parts/page-head.tsx';
import { catalogue, common } from './words.ts';

const words = catalogue({
  refused: { zh: '没有执行', en: 'This was not done' },
  refusedNext: {
    zh: '什么也没有改动。回到原来的页面，按上面的说明处理后再试。',
    en: 'Nothing was changed. Go back to the page you came from, do what it says above, and try again.',
  },
  overtaken: {
    zh: '什么也没有改动。回到原来的页面会看到最新情况，再决定怎么做。',
    en: 'Nothing was changed. The page you came from shows how it stands now; decide again there.',
  },
  mend: {
    zh: '什么也没有保存。用浏览器的“后退”可以回到填过的内容，改正后再提交。',
    en: 'Nothing was saved. Your browser’s Back button leads to what you filled in; mend it and send it again.',
  },
  forbidden: { zh: '不能这样做', en: 'You can not do this' },
  forbiddenNext: {
    zh: '什么也没有改动。如果这应由您负责，请联系上级单位的管理员。',
    en: 'Nothing was changed. If it should be yours to do, ask the admin of the unit above.',
  },
  missing: { zh: '打不开', en: 'This can not be opened' },
  missingNext: {
    zh: '地址可能不完整，或内容已被移走；请从首页进入。',
    en: 'The address may be incomplete, or what it showed is gone; start from the home page.',
  },
  notNow: { zh: '请稍候', en: 'Please wait a moment' },
  failed: { zh: '系统出错了', en: 'Something went wrong' },
  back: { zh: '返回原来的页面', en: 'Back to the page you came from' },
  code: { zh: '代码 {status}', en: 'Code {status}' },
});

interface Said {
  readonly title: Words;
  readonly next?: Words;
}

const said: Readonly<Record<number, Said>> = {
  403: { title: words.forbidden, next: words.forbiddenNext },
  404: { title: words.missing, next: words.missingNext },
  409: { title: words.refused, next: words.overtaken },
  422: { title: words.refused, next: words.mend },
  429: { title: words.notNow },
  503: { title: words.notNow },
};
const saidOf = (status: number): Said =>
  said[status] ??
  (status < 500 ? { title: words.refused, next: words.refusedNext } : { title: words.failed });

interface Props {
  readonly page: PageContext;
  readonly status: number;
  /** What was refused, and why. */
  readonly text: string;
  /** Where the reader came from; null when nobody knows, or when it is this very page. */
  readonly from: string | null;
}

export const ErrorPage = ({ page, status, text, from }: Props) => {
  const { title, next } = saidOf(status);
  return (
    <section class="error-page">
      <PageHead title={page.say(title)} />
      <Notice tone={status < 500 ? 'warning' : 'error'} title={text} urgent>
        {next && <p>{page.say(next)}</p>}
        <p class="actions">
          {from !== null && (
            <LinkButton kind="primary" href={from}>
              {page.say(words.back)}
            </LinkButton>
          )}
          <LinkButton href="/">{page.say(common.backHome)}</LinkButton>
        </p>
      </Notice>
      <p class="small muted">{page.say(words.code, { status })}</p>
    </section>
  );
};
