/** From a question about a profile to its answer. Pure; runs in the worker. */
import { shownIndex } from '../shown-type.ts';
import type { ViewAnswer, ViewRequest } from './protocol.ts';
import type { Subject } from './subject.ts';
import { flameAnswer } from './answers/flame.ts';
import { graphAnswer } from './answers/graph.ts';
import { peekAnswer } from './answers/peek.ts';
import { rawAnswer } from './answers/raw.ts';
import { sourceAnswer } from './answers/source.ts';
import { tagsAnswer } from './answers/tags.ts';
import { topAnswer } from './answers/top.ts';
import { tracesAnswer } from './answers/traces.ts';
import { waitsAnswer } from './answers/waits.ts';

/**
 * @throws {OptionError} when an option's value makes no sense for this profile
 */
export function answerOf(
  subject: Subject,
  { options: given, view }: Pick<ViewRequest, 'options' | 'view'>,
): ViewAnswer {
  const options = { ...given, sampleIndex: `${shownIndex(subject.profile, given.sampleIndex)}` };
  switch (view.kind) {
    case 'top':
      return topAnswer(subject, options);
    case 'waits':
      return waitsAnswer(subject, options);
    case 'flame':
      return flameAnswer(subject, options, view);
    case 'graph':
      return graphAnswer(subject, options);
    case 'peek':
      return peekAnswer(subject, options, view.pattern);
    case 'source':
      return sourceAnswer(subject, options, view.pattern, view.texts);
    case 'traces':
      return tracesAnswer(subject, options, view);
    case 'tags':
      return tagsAnswer(subject, options);
    case 'raw':
      return rawAnswer(subject, options);
  }
}
