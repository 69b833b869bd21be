import type { BehaviourPart, CheatingPart, LeakPart, Outcome, Part, SeveralPart } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { Shape } from '../ui/shape.tsx';
import { earlierFault, FaultPicture } from './fault-picture.tsx';

/** One part of a verdict: what was judged, how it came out, what was measured. */
export function VerdictPart({ part, before }: { part: Part; before: LeakPart | null }) {
  return (
    <section class={`wb-part wb-part-${part.outcome}`}>
      <h3>
        <OutcomeMark outcome={part.outcome} />
        {t.lab.partTitle(part)}
        <span class="wb-outcome">{t.workbench.verdict.outcome[part.outcome]}</span>
      </h3>
      <p class="wb-prose">{isSeveral(part) ? t.lab.faultsLeft(part) : t.lab.part(part)}</p>
      {isSeveral(part) && <Faults part={part} before={before} />}
      {part.name === 'leak' && part.signal !== 'several' && <FaultPicture part={part} before={earlierFault(before)} />}
      {part.name === 'behaviour' && <Promises part={part} />}
      {part.name === 'cheating' && <Cheats part={part} />}
    </section>
  );
}

function isSeveral(part: Part): part is SeveralPart {
  return part.name === 'leak' && part.signal === 'several';
}

function Faults({ part, before }: { part: SeveralPart; before: LeakPart | null }) {
  return (
    <ul class="wb-checks wb-faults">
      {part.faults.map(({ name, part: fault }) => (
        <li key={name} class={fault.outcome === 'pass' ? 'wb-check-pass' : 'wb-check-fail'}>
          <OutcomeMark outcome={fault.outcome} />
          <div>
            <strong>{name}</strong>
            <p class="wb-prose">{t.lab.leak(fault)}</p>
            <FaultPicture part={fault} before={fault.outcome === 'pass' ? earlierFault(before, name) : null} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function OutcomeMark({ outcome }: { outcome: Outcome }) {
  return <Shape name={outcome === 'pass' ? 'check' : 'cross'} />;
}

function Promises({ part }: { part: BehaviourPart }) {
  return (
    <ul class="wb-checks">
      {part.checks.map(({ name, kept, detail }) => (
        <li key={name} class={kept ? 'wb-check-pass' : 'wb-check-fail'}>
          <OutcomeMark outcome={kept ? 'pass' : 'fail'} />
          <span>
            <strong>{name}</strong> <span class="wb-muted">{detail}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Cheats({ part }: { part: CheatingPart }) {
  return (
    <ul class="wb-checks">
      {part.checks.map((check) => (
        <li key={check.kind} class={check.seen ? 'wb-check-fail' : 'wb-check-pass'}>
          <OutcomeMark outcome={check.seen ? 'fail' : 'pass'} />
          <span>{t.lab.cheat(check)}</span>
        </li>
      ))}
    </ul>
  );
}
