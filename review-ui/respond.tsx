/** One model, three representations: a whole page, a part of it for htmx, or JSON. */
import type { Response } from 'express';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { Words } from '../schemas/language.ts';
import { type Asked, wantsFragment, wantsJson } from './asked.ts';
import { Layout } from './layout.tsx';
import type { PageContext } from './page.ts';
import { addressOf } from './parts/safe-url.ts';

export interface View<M> {
  readonly status?: number;
  readonly title: Words | string;
  readonly model: M;
  readonly page: (model: M, page: PageContext) => VNode;
  /** What htmx swaps in; the page's content without the frame unless said. */
  readonly fragment?: (model: M, page: PageContext) => VNode;
  /** The public shape of the model; the model itself unless said. */
  readonly json?: (model: M) => unknown;
}

/** What the answer depends on, for caches; and no cache keeps what a person's scope let through. */
export function markAnswer(res: Response): void {
  res.vary('Accept, Authorization, Cookie, HX-Request, HX-Request-Type');
  res.set('Cache-Control', 'no-store');
}

export function respond<M>({ req, res, page }: Pick<Asked, 'req' | 'res' | 'page'>, view: View<M>): void {
  markAnswer(res);
  res.status(view.status ?? 200);
  if (wantsJson(req, res)) {
    res.json(view.json ? view.json(view.model) : view.model);
  } else if (wantsFragment(req)) {
    res.type('html').send(render((view.fragment ?? view.page)(view.model, page)));
  } else {
    res.type('html').send(document(page, view.title, view.page(view.model, page)));
  }
}

/** A whole HTML document with the frame around its content. */
export const document = (page: PageContext, title: Words | string, content: VNode): string =>
  `<!doctype html>${render(
    <Layout page={page} title={typeof title === 'string' ? title : page.say(title)}>
      {content}
    </Layout>,
  )}`;

/** An address that only leads to what is current: people follow it in the language that they asked for, programs get JSON. */
export function lead(asked: Pick<Asked, 'req' | 'res'>, path: string, json: unknown): void {
  const { lang } = asked.req.query;
  done(asked, addressOf(path, { lang: typeof lang === 'string' ? lang : undefined }), json);
}

/**
 * The answer to something done: people are sent to the page that shows it (303, so that reloading repeats nothing; htmx
 * follows and swaps that page's fragment), programs get JSON.
 */
export function done(
  { req, res }: Pick<Asked, 'req' | 'res'>,
  path: string,
  json: unknown,
  status = 200,
): void {
  markAnswer(res);
  if (wantsJson(req, res)) res.status(status).json(json);
  else res.redirect(303, path);
}
