/** A connection that notices when its server has fallen silent: a cut link says nothing, and a statement would wait for a quarter of an hour. */
import type { Socket } from 'node:net';
import pg from 'pg';

/** For a connection to be made, and for a word from a server that is asked whether it is still there. */
const patience_ms = 5_000;
/** The system asks after so long whether anybody is at the other end of a connection that is idle, such as one that listens. */
const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 5_000 };
/** How often each connection is looked at; at the second look in which nothing has come, the server is asked. */
const usualLook_ms = 5_000;

/**
 * The same for the server's side, or a worker whose link is cut in mid-transaction would keep its locks for hours, and all others
 * from its work. Within 5 s, since after 6 s the queue gives its job to another worker, who must not find the rows still held. One
 * that stands still without letting go, stopped or blocked, is ended as well.
 */
const serverSide = [
  ...['tcp_keepalives_idle=3', 'tcp_keepalives_interval=1', 'tcp_keepalives_count=2'],
  // Other systems have no such thing, and the server would write so into its log for every connection.
  ...(process.platform === 'linux' ? ['tcp_user_timeout=5000'] : []),
  'idle_in_transaction_session_timeout=60000',
].map((setting) => `-c ${setting}`);

/** What pg keeps of a connection, without types of its own for it. */
interface Inside {
  readonly connection: { readonly stream: Socket };
  /** False while a statement is being answered. */
  readonly readyForQuery: boolean | null;
  readonly processID: number | null;
}

export interface WatchfulConfig extends pg.ClientConfig {
  /** Instead of {@link usualLook_ms}. */
  readonly look_ms?: number;
}

/**
 * Ends itself with an error when a statement stays unanswered because its connection is dead. A statement that takes long is
 * none of that: before the connection is given up the server is asked, on another one, whether it still knows it.
 */
export class WatchfulClient extends pg.Client {
  readonly #config: pg.ClientConfig;
  #received = 0;
  #silentLooks = 0;

  constructor({ look_ms = usualLook_ms, ...config }: WatchfulConfig = {}) {
    const options = [...serverSide, config.options ?? ''].join(' ').trim();
    const watched = { connectionTimeoutMillis: patience_ms, ...keepAlive, ...config, options };
    super(watched);
    this.#config = watched;
    // Whoever waits for an answer is told, and the pool of one that is idle. Between two statements of somebody else's transaction nobody
    // listens, and an error that nobody hears ends the process.
    this.on('error', () => undefined);
    this.once('connect', () => {
      const timer = setInterval(() => this.#look(), look_ms);
      timer.unref();
      this.once('end', () => clearInterval(timer));
    });
  }

  get #inside(): Inside {
    return this as unknown as Inside;
  }

  #look(): void {
    const { connection, readyForQuery } = this.#inside;
    const { bytesRead } = connection.stream;
    const isSilent = readyForQuery !== true && bytesRead === this.#received;
    this.#received = bytesRead;
    this.#silentLooks = isSilent ? this.#silentLooks + 1 : 0;
    if (this.#silentLooks < 2) return;
    this.#silentLooks = Number.NEGATIVE_INFINITY;
    this.#isKnown().then((isKnown) => {
      this.#silentLooks = 0;
      if (!isKnown) connection.stream.destroy(new Error('the database fell silent'));
    });
  }

  /** Whether the server still has the other end of this connection. One that answers at all, if only with a no, is no silent one. */
  async #isKnown(): Promise<boolean> {
    const { processID } = this.#inside;
    const asking = new pg.Client({ ...this.#config, query_timeout: patience_ms });
    asking.on('error', () => undefined);
    try {
      await asking.connect();
      const { rowCount } = await asking.query('select from pg_stat_activity where pid = $1', [processID]);
      return rowCount === 1;
    } catch (error) {
      return error instanceof pg.DatabaseError;
    } finally {
      (asking as unknown as Inside).connection.stream.destroy();
    }
  }
}
