import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { CopyButton } from '../ui/copy-button.tsx';

/** Where the running lab answers, for curl, the browser and `go tool pprof`; and what it answers. */
export function Addresses() {
  const { run, lab } = useBench();
  const state = run.state.value;
  const words = t.workbench.addresses;
  if (state.kind !== 'ready') return null;
  const { service, diagnostics } = state.addresses;
  return (
    <div class="wb-row wb-addresses">
      <Address name={words.service} url={service} what={words.serviceAddress} />
      <Address name={words.diagnostics} url={diagnostics} what={words.diagnosticsAddress} />
      {lab.value && lab.value.routes.length > 0 && (
        <details class="wb-routes">
          <summary>{words.routes(lab.value.routes.length)}</summary>
          <ul>
            {lab.value.routes.map(({ method, path, what }) => (
              <li key={`${method} ${path}`}>
                <code>
                  {method} {path}
                </code>{' '}
                <span class="wb-muted">{what}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Address({ name, url, what }: { name: string; url: string; what: string }) {
  const { host, pathname } = new URL(url);
  return (
    <span class="wb-address">
      <span class="wb-muted">{name}</span>
      <a href={url} target="_blank" rel="noreferrer" title={url}>
        {host}
        <span class="wb-wide">{pathname === '/' ? '' : pathname}</span>
      </a>
      <CopyButton text={url} what={what} />
    </span>
  );
}
