/** Where files are chosen or dropped; a file may be dropped anywhere on the page, or it would replace the page. */
import { useEffect, useState } from 'preact/hooks';
import type { ReadLimits } from '../../../../schemas/workbook.ts';
import { words as uploadWords } from '../../uploads/words.ts';
import type { Reading } from './reading.ts';
import { words } from './words.ts';

interface Props {
  readonly reading: Reading;
  readonly limits: ReadLimits;
  readonly onFiles: (files: readonly File[]) => void;
}

const MIB = 1024 * 1024;

export const DropZone = ({ reading, limits, onFiles }: Props) => {
  const [isDropping, setDropping] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      event.preventDefault();
      setDropping(true);
    };
    const leave = ({ relatedTarget }: DragEvent): void => {
      if (relatedTarget === null) setDropping(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setDropping(false);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [onFiles]);
  return (
    <div class={isDropping ? 'upload-form is-dropping' : 'upload-form'}>
      <label class="drop-zone">
        <span class="drop-label">{reading.say(words.choose)}</span>
        <span class="muted">{reading.say(words.drop)}</span>
        <input
          type="file"
          multiple
          accept=".xlsx,.csv,.xls"
          onChange={({ currentTarget }) => {
            onFiles([...(currentTarget.files ?? [])]);
            // The same file may be chosen again after it was mended; without this the browser sees no change.
            currentTarget.value = '';
          }}
        />
        <span class="hint">
          {reading.say(uploadWords.accepted, { limit_mib: Math.floor(limits.file_bytes / MIB) })}
        </span>
      </label>
    </div>
  );
};
