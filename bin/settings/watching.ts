/** The settings of those who watch it run: where figures and traces go, and how long a process is seen to end. */
import { z } from 'zod';
import { address, hostName, wholeNumber } from './texts.ts';

export interface Watching {
  /** `MUSTER_METRICS_PORT`: where a worker serves its figures; undefined: nowhere. */
  readonly metrics_port: number | undefined;
  readonly metrics_host: string;
  /** `MUSTER_METRICS_TOKEN`: what a scraper has to bring; undefined: figures are for this machine alone. */
  readonly metrics_token: string | undefined;
  /** `MUSTER_DRAIN_SECONDS`: how long a web process that is told to end goes on serving, and says that it isn't ready. */
  readonly drain_s: number;
  /** `OTEL_EXPORTER_OTLP_ENDPOINT`: where traces of jobs go; undefined: there are none. */
  readonly otlp_endpoint: string | undefined;
}

const shortest_token_length = 16;

export const watchingEnvironment = {
  MUSTER_METRICS_PORT: wholeNumber(1, 65_535).optional(),
  MUSTER_METRICS_HOST: hostName.default('127.0.0.1'),
  MUSTER_METRICS_TOKEN: z.string().min(shortest_token_length).optional(),
  MUSTER_DRAIN_SECONDS: wholeNumber(0, 300).default(0),
  OTEL_EXPORTER_OTLP_ENDPOINT: address('http:', 'https:').optional(),
};

export const watchingExpectations = {
  MUSTER_METRICS_PORT: { zh: '1–65535 的整数', en: 'a whole number from 1 to 65535' },
  MUSTER_METRICS_HOST: {
    zh: '监听的地址或主机名；不是 127.0.0.1 时须设 MUSTER_METRICS_TOKEN',
    en: 'an address or host name; other than 127.0.0.1 with MUSTER_METRICS_TOKEN alone',
  },
  MUSTER_METRICS_TOKEN: {
    zh: `至少 ${shortest_token_length} 个字符`,
    en: `at least ${shortest_token_length} characters`,
    found: (value: string) => `${value.length} 个字符 characters`,
  },
  MUSTER_DRAIN_SECONDS: { zh: '0–300 的整数', en: 'a whole number from 0 to 300' },
  OTEL_EXPORTER_OTLP_ENDPOINT: { zh: 'http(s)://主机:端口', en: 'http(s)://HOST:PORT' },
};

type Values = z.infer<z.ZodObject<typeof watchingEnvironment>>;

export const watchingOf = (values: Values): Watching => ({
  metrics_port: values.MUSTER_METRICS_PORT,
  metrics_host: values.MUSTER_METRICS_HOST,
  metrics_token: values.MUSTER_METRICS_TOKEN,
  drain_s: values.MUSTER_DRAIN_SECONDS,
  otlp_endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
});

/** Figures that other machines can ask for are for those that bring a token. */
export const isGuarded = ({ metrics_port, metrics_host, metrics_token }: Watching): boolean =>
  metrics_port === undefined || metrics_token !== undefined || /^(127\.|::1$|localhost$)/.test(metrics_host);
