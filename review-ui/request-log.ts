/** One line per answered request: ids, pattern, status, time and what was refused; no query, no address of a record, nothing personal. */
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

export const requestLog =
  (log: Logger): RequestHandler =>
  (req, res, next) => {
    const start = process.hrtime.bigint();
    res.on('close', () => {
      const line = {
        request_id: res.locals.request_id,
        method: req.method,
        route: res.locals.route ?? 'other',
        status: res.statusCode,
        ms: Number((process.hrtime.bigint() - start) / 1_000_000n),
        account_id: res.locals.caller?.actor?.account_id,
        ...res.locals.about,
        problem: res.locals.problem,
      };
      if (res.writableFinished) log.info(line, 'answered');
      else log.info(line, 'caller left');
    });
    next();
  };
