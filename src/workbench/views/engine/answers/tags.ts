import { BASE_LABEL } from '#pprof/graph/tags.ts';
import { tagFilterOf, tagsData } from '#pprof/report/tags.ts';
import type { ReportOptions } from '#pprof/options.ts';
import { headOf } from '../head.ts';
import type { TagsAnswer } from '../protocol.ts';
import type { Subject } from '../subject.ts';

/** A key such as a request's id can have a value a sample. */
const MOST_VALUES = 100;

export function tagsAnswer(subject: Subject, options: Partial<ReportOptions>): TagsAnswer {
  const tags = tagsData(subject.profile, options);
  return {
    kind: 'tags',
    ...headOf(subject, options, tags),
    keys: tags.keys
      .filter(({ key }) => key !== BASE_LABEL)
      .map(({ key, total, values }) => ({
        key,
        total: Number(total),
        values: values.slice(0, MOST_VALUES).map((tag) => {
          return { name: tag.name, value: Number(tag.value), filter: tagFilterOf(key, tag) };
        }),
        valueCount: values.length,
      })),
  };
}
