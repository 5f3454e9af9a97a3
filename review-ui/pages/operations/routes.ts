/** What operators and programs ask of a running process: is it alive, is it ready, how does it fare, what can it do. */
import { z } from 'zod';
import { problem } from '../../../schemas/problem.ts';
import { describeApi } from '../../openapi.ts';
import { respond } from '../../respond.tsx';
import { type Route, route } from '../../route.ts';
import { mayScrape, scraperOf } from './metrics-door.ts';
import { operationsJson, operationsModel, operationsSchema } from './operations-model.ts';
import { OperationsPage } from './operations-page.tsx';
import { readinessOf, readinessSchema } from './readiness.ts';
import { words } from './words.ts';

const health = z.object({ status: z.literal('ok') });

export const probeRoutes = [
  route({
    method: 'get',
    path: '/healthz',
    summary: { zh: '进程是否存活', en: 'Whether the process is alive' },
    who: 'anyone',
    sessionless: true,
    answer: health,
    serve: ({ res }) => void res.set('Cache-Control', 'no-store').json({ status: 'ok' }),
  }),
  route({
    method: 'get',
    path: '/readyz',
    summary: { zh: '是否可以服务，缺什么', en: 'Whether it can serve, and what is missing' },
    who: 'anyone',
    sessionless: true,
    answer: readinessSchema,
    serve: async ({ app, res }) => {
      const { status, ...found } = await readinessOf(app);
      res.set('Cache-Control', 'no-store');
      res.status(status === 'not-ready' ? 503 : 200).json({ status, ...found });
    },
  }),
  route({
    method: 'get',
    path: '/metrics',
    summary: { zh: 'Prometheus 指标', en: 'Prometheus figures' },
    who: 'anyone',
    sessionless: true,
    produces: 'text/plain',
    serve: async ({ app, req, res }) => {
      if (!mayScrape(scraperOf(app, req))) throw problem('not-found');
      const { registry, text } = app.metrics;
      res.set('Content-Type', registry.contentType).send(await text());
    },
  }),
];

export const operationsRoutes = [
  route({
    method: 'get',
    path: '/operations',
    summary: {
      zh: '运行状况：积压、处理速度、工作进程、多次失败后停止的任务',
      en: 'How it runs: what waits, how fast it goes, who works on it, what was given up',
    },
    who: ['province'],
    answer: operationsSchema,
    serve: async (asked) => {
      respond(asked, {
        title: words.title,
        model: await operationsModel(asked),
        page: OperationsPage,
        json: (model) => operationsJson(model, asked.page),
      });
    },
  }),
];

/** The description of all routes, this one included. */
export function describingRoute(all: () => readonly Route[]): Route {
  return route({
    method: 'get',
    path: '/openapi.json',
    summary: { zh: '接口说明（OpenAPI 3.1）', en: 'This description (OpenAPI 3.1)' },
    who: 'anyone',
    sessionless: true,
    serve: ({ res }) => void res.json(describeApi(all())),
  });
}
