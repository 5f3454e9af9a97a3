/** Does alike work of several jobs together when they would have to wait for each other anyway. */

export interface TogetherOptions<Q, A> {
  /** Answers in the order of the questions, or rejects with nothing done for any of them. */
  readonly run: (questions: readonly Q[]) => Promise<readonly A[]>;
  /** Most questions in one run. */
  readonly most: number;
  /** What a question weighs against `heaviest`, the most that one run may carry beside its first question. */
  readonly weight?: (question: Q) => number;
  readonly heaviest?: number;
}

interface Waiting<Q, A> {
  readonly question: Q;
  readonly resolve: (answer: A) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One run at a time. A question that comes while nothing runs is run at once and alone, so that a single one never waits
 * for company; those that come during a run form the next. When a run of several is rejected, each is tried alone: one
 * bad question must not fail its neighbours.
 */
export class Together<Q, A> {
  readonly #options: TogetherOptions<Q, A>;
  readonly #waiting: Waiting<Q, A>[] = [];
  #isRunning = false;

  constructor(options: TogetherOptions<Q, A>) {
    this.#options = options;
  }

  ask(question: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      if (!this.#isRunning) void this.#runAll();
    });
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) await this.#runSome(this.#take());
    this.#isRunning = false;
  }

  #take(): Waiting<Q, A>[] {
    const { most, weight = () => 0, heaviest = Number.POSITIVE_INFINITY } = this.#options;
    let count = 0;
    let carried = 0;
    for (const { question } of this.#waiting) {
      carried += weight(question);
      if (count > 0 && (count === most || carried > heaviest)) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #runSome(some: readonly Waiting<Q, A>[]): Promise<void> {
    try {
      const answers = await this.#options.run(some.map(({ question }) => question));
      if (answers.length !== some.length) throw new Error('as many answers as questions are needed');
      for (const [index, { resolve }] of some.entries()) resolve(answers[index] as A);
    } catch (error) {
      if (some.length === 1) some[0]?.reject(error);
      else for (const one of some) await this.#runSome([one]);
    }
  }
}
