import { t } from '#i18n/index.ts';
import { formatCount, formatDateTime, formatSeconds } from '../format.ts';
import { useViews } from './context.ts';
import type { Summary } from './engine/protocol.ts';
import { valueText } from './measure.ts';
import { Menu } from './menu.tsx';

/** What the profile says of itself: what pprof's page shows behind the profile's title. */
export function DetailsMenu({ summary }: { summary: Summary }) {
  const { views } = useViews();
  const words = t.views.details;
  const answer = views.answer.value;
  const { binary, buildId, takenAt, durationMs, sampleCount, functionCount, period, comments, docUrl } = summary;
  const facts: readonly (readonly [name: string, value: string])[] = [
    [words.file, views.opened.value?.name ?? ''],
    [words.binary, binary],
    [words.buildId, buildId],
    [words.takenAt, takenAt === null ? '' : formatDateTime(takenAt)],
    [words.duration, durationMs === null ? '' : formatSeconds(durationMs)],
    [words.total, answer === null ? '' : valueText(answer.total, answer.sampleType.unit, 'auto')],
    [words.samples, formatCount(sampleCount)],
    [words.functions, formatCount(functionCount)],
    [words.period, period === null ? '' : `${valueText(period.value, period.type.unit, 'auto')} (${period.type.type})`],
    [words.comments, comments.join('\n')],
    [words.docUrl, docUrl],
  ];
  return (
    <Menu title={words.title}>
      {() => (
        <div class="vw-details" tabIndex={0} role="group" aria-label={words.label}>
          <dl>
            {facts
              .filter(([, value]) => value !== '')
              .map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
        </div>
      )}
    </Menu>
  );
}
