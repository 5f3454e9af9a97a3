/** The page: files go in at the top, one after another is checked, and what was found stands below, the latest first. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../../schemas/language.ts';
import type { ReadLimits } from '../../../../schemas/workbook.ts';
import { common } from '../../../words.ts';
import type { Check } from './check.ts';
import { DropZone } from './drop-zone.tsx';
import { FileVerdict } from './file-verdict.tsx';
import { type Reading, readingIn } from './reading.ts';
import type { Entry } from './verdict.ts';
import { words } from './words.ts';

interface Props {
  readonly check: Check;
  readonly limits: ReadLimits;
  readonly language: Language;
}

export const CheckerPage = ({ check, limits, language: first }: Props) => {
  const [language, setLanguage] = useState(first);
  const reading = useMemo(() => readingIn(language), [language]);
  const { entries, add, remove } = useEntries(check);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = `${reading.say(words.title)} · ${reading.say(common.product)}`;
  }, [language, reading]);
  return (
    <>
      <TopLine reading={reading} onLanguage={setLanguage} />
      <main class="checker">
        <h1>{reading.say(words.title)}</h1>
        <p class="promise">
          <strong>{reading.say(words.promise)}</strong> {reading.say(words.scope)}
        </p>
        {location.protocol !== 'file:' && (
          <p class="keep">
            <a href="/checker?save=1">{reading.say(words.keep)}</a>
          </p>
        )}
        <DropZone reading={reading} limits={limits} onFiles={add} />
        <div aria-live="polite">
          {entries.map((entry) => (
            <FileVerdict key={entry.id} entry={entry} reading={reading} onRemove={() => remove(entry.id)} />
          ))}
        </div>
      </main>
    </>
  );
};

const TopLine = ({ reading, onLanguage }: { reading: Reading; onLanguage: (to: Language) => void }) => {
  const other = reading.language === 'zh' ? 'en' : 'zh';
  return (
    <header class="top-line">
      <p class="brand">
        <span class="brand-mark" aria-hidden="true">
          册
        </span>
        {reading.say(common.product)}
      </p>
      <div class="top-actions">
        <button
          type="button"
          class="quiet"
          lang={other === 'zh' ? 'zh-CN' : 'en'}
          onClick={() => onLanguage(other)}
        >
          {reading.say(common.otherLanguage)}
        </button>
        <span class="print">
          <button type="button" class="quiet" onClick={() => print()}>
            {reading.say(words.print)}
          </button>
        </span>
      </div>
    </header>
  );
};

/** Files one at a time, in the order they were put in: two large ones at once would share the browser's memory. */
function useEntries(check: Check) {
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const nextId = useRef(1);
  const tell = (id: number, state: Entry['state']): void =>
    setEntries((before) => before.map((entry) => (entry.id === id ? { ...entry, state } : entry)));
  const add = (files: readonly File[]): void => {
    const added = files.map((file): Entry => ({ id: nextId.current++, file, state: 'waiting' }));
    setEntries((before) => [...added, ...before]);
    for (const { id, file } of added) {
      queue.current = queue.current
        .then(() => check(file, (rows) => tell(id, { rows })))
        .then(
          (verdict) => tell(id, { verdict }),
          () => tell(id, 'failed'),
        );
    }
  };
  const remove = (id: number): void => setEntries((before) => before.filter((entry) => entry.id !== id));
  return { entries, add, remove };
}
