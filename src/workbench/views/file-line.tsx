import { useEffect, useMemo } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { goCommand } from './command.ts';
import { useViews } from './context.ts';
import type { Summary } from './engine/protocol.ts';
import { shownType } from './shown-type.ts';

/** The same view in a terminal, and the file to see it with. */
export function FileLine({ summary }: { summary: Summary }) {
  const { views } = useViews();
  const words = t.views.file;
  const opened = views.opened.value!;
  const state = views.state.value;
  const answer = views.answer.value;
  const command = goCommand(
    {
      profile: opened.name,
      base: views.base.value?.name ?? null,
      ...(answer !== null && 'pattern' in answer && { pattern: answer.pattern }),
      sampleType: shownType(summary, state.options.sampleIndex).type,
    },
    state,
  );
  const url = useMemo(() => URL.createObjectURL(opened.file), [opened.file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <div class="vw-file-line">
      <span class="wb-command">
        <code title={`${words.command}: ${command}`}>{command}</code>
        <CopyButton text={command} what={words.commandWhat} />
      </span>
      <a class="wb-button wb-quiet" href={url} download={opened.name}>
        <Icon name="download" />
        {words.download}
      </a>
    </div>
  );
}
