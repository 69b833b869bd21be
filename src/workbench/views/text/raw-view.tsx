import { t } from '#i18n/index.ts';
import { formatCount } from '../../format.ts';
import type { RawAnswer } from '../engine/protocol.ts';
import './text.css';

/** The whole profile as pprof -raw writes it. */
export function RawView({ answer }: { answer: RawAnswer }) {
  const words = t.views.raw;
  return (
    <div class="wb-scroll vw-sheet" tabIndex={0} role="region" aria-label={words.label}>
      {answer.isCut && <p class="vw-footnote">{words.cut(formatCount(answer.text.split('\n').length))}</p>}
      <pre class="vw-raw">{answer.text}</pre>
    </div>
  );
}
