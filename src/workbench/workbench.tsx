import { t } from '#i18n/index.ts';
import type { Panel } from './bench.ts';
import { MemoryChart } from './chart/memory-chart.tsx';
import { ConnectionGate } from './connection-gate.tsx';
import { useBench } from './context.ts';
import { EditorPanel } from './editor/editor-panel.tsx';
import { LiveAnnouncements } from './live-announcements.tsx';
import { ProfilePanel } from './profile/profile-panel.tsx';
import { RetainersPanel } from './retainers/retainers-panel.tsx';
import { ControlBar } from './run/control-bar.tsx';
import { DeadLab } from './run/dead-lab.tsx';
import { TerminalPanel } from './terminal/terminal-panel.tsx';
import { DismissibleBanner } from './ui/dismissible-banner.tsx';
import { Tabs, type Tab } from './ui/tabs.tsx';
import { VerdictPanel } from './verdict/verdict-panel.tsx';

/** The whole workbench: state, controls and memory always in view; below them one panel at a time. */
export function Workbench() {
  return (
    <div class="wb" tabIndex={-1}>
      <LiveAnnouncements />
      <ConnectionGate>
        <div class="wb-top">
          <ControlBar />
          <Problem />
          <DeadLab />
          <MemoryChart />
        </div>
        <Panels />
      </ConnectionGate>
    </div>
  );
}

function Panels() {
  const bench = useBench();
  const words = t.workbench.panels;
  const unsaved = bench.documents.unsaved.value;
  const tabs: Tab<Panel>[] = [
    {
      id: 'code',
      title: (
        <>
          {words.code}
          {unsaved && <span class="wb-unsaved-dot" title={words.unsaved} aria-label={words.unsaved} role="img" />}
        </>
      ),
      render: () => <EditorPanel />,
    },
    { id: 'terminal', title: words.terminal, render: () => <TerminalPanel /> },
    { id: 'profile', title: words.profile, render: () => <ProfilePanel /> },
    { id: 'retainers', title: words.retainers, render: () => <RetainersPanel /> },
    { id: 'verdict', title: words.verdict, render: () => <VerdictPanel /> },
  ];
  return <Tabs label={words.label} tabs={tabs} selected={bench.panel} />;
}

/** The last call that failed, in words. */
function Problem() {
  const { problem } = useBench();
  return (
    problem.value !== null && (
      <DismissibleBanner role="alert" words={problem.value} onDismiss={() => (problem.value = null)} />
    )
  );
}
