/** Traces of jobs by OTLP, for who wants them: nothing of it is loaded before that, and nothing leaves but names, ids and times. */
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Telemetry } from 'bullmq';

export interface Tracing {
  readonly telemetry: Telemetry;
  /** Sends what is left. A collector that is away is not waited for. */
  close(): Promise<void>;
}

const longest_ms = 2_000;

/** `endpoint` is that of OpenTelemetry's own setting: `http://collector:4318`. */
export async function openTracing(endpoint: string): Promise<Tracing> {
  const [otel, sdk, otlp, api] = await Promise.all([
    import('bullmq-otel'),
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/api'),
  ]);
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const exporter = onlyIds(new otlp.OTLPTraceExporter({ url, timeoutMillis: longest_ms }));
  const provider = new sdk.NodeTracerProvider({ spanProcessors: [new sdk.BatchSpanProcessor(exporter)] });
  provider.register();
  return {
    telemetry: new otel.BullMQOtel({ tracerName: 'muster' }),
    close: async () => {
      await provider.shutdown().catch(() => undefined);
      api.trace.disable();
    },
  };
}

/** What a span may say of itself. */
const known =
  /^bullmq\.(job|queue|worker)\.(id|ids|name|attempts|attempts\.made|attempt\.finished\.timestamp|processed\.timestamp|finished\.timestamp|bulk\.names|bulk\.count|operation|concurrency)$/;

/** The message of an error may quote what was read: events and words of a status stay here. */
const onlyIds = (exporter: SpanExporter): SpanExporter => ({
  export: (spans, done) => exporter.export(spans.map(bare), done),
  shutdown: () => exporter.shutdown(),
});

const bare = (span: ReadableSpan): ReadableSpan =>
  Object.create(span, {
    events: { value: [] },
    status: { value: { code: span.status.code } },
    attributes: {
      value: Object.fromEntries(Object.entries(span.attributes).filter(([name]) => known.test(name))),
    },
  }) as ReadableSpan;
