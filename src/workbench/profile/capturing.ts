/** Recording a profile of the running lab: one at a time, while everything else goes on. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Capture, CaptureProfile } from '#server/contract.ts';
import { messageOf, type Api } from '../api.ts';
import { onEnd } from '../lifetime.ts';

export interface Recording {
  readonly profile: CaptureProfile;
  /** 0: what is there is read, and how long that takes is not known. */
  readonly seconds: number;
  readonly startedAt: number;
}

export interface Capturing {
  /** What is being recorded now. */
  readonly now: ReadonlySignal<Recording | null>;
  /** Null when it failed, was cancelled, or another one is under way. */
  record(profile: CaptureProfile, seconds: number): Promise<Capture | null>;
  cancel(): void;
}

export function createCapturing(
  api: Pick<Api, 'capture'>,
  problem: Signal<string | null>,
  lifetime: AbortSignal,
): Capturing {
  const now = signal<Recording | null>(null);
  let giveUp: AbortController | null = null;
  onEnd(lifetime, () => giveUp?.abort());

  return {
    now,
    async record(profile, seconds) {
      if (now.peek() !== null) return null;
      const mine = new AbortController();
      giveUp = mine;
      now.value = { profile, seconds, startedAt: Date.now() };
      problem.value = null;
      try {
        return await api.capture({ profile, seconds }, mine.signal);
      } catch (error) {
        if (!mine.signal.aborted) problem.value = messageOf(error);
        return null;
      } finally {
        giveUp = null;
        now.value = null;
      }
    },
    cancel: () => giveUp?.abort(),
  };
}
