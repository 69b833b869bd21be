import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { contentSecurityPolicy, inlineScriptHashes } from '#server/content-security-policy.ts';

function hashOf(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
}

test('hashes inline scripts, whatever their attributes, and not those with a source', () => {
  const html = `<!doctype html><script>one()</script>
    <SCRIPT type="module" data-src-note>two()
    </SCRIPT ><script src="/x.js"></script><script defer src = '/y.js'></script><script></script>`;
  expect(inlineScriptHashes(html)).toEqual([hashOf('one()'), hashOf('two()\n    '), hashOf('')]);
});

test('a script that stands twice is named once', () => {
  expect(inlineScriptHashes('<script>a</script><script>a</script>')).toEqual([hashOf('a')]);
});

test('hashes what the browser parses: line feeds only', () => {
  expect(inlineScriptHashes('<script>a\r\nb\rc</script>')).toEqual([hashOf('a\nb\nc')]);
});

test('hashes bytes beyond ASCII as UTF-8', () => {
  expect(inlineScriptHashes('<script>"vazão"</script>')).toEqual([hashOf('"vazão"')]);
});

test('the policy allows scripts by hash only, and nothing from elsewhere', () => {
  const policy = contentSecurityPolicy([hashOf('one()')]);
  const directives = new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
  expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'", hashOf('one()')]);
  expect(directives.get('default-src')).toEqual(["'none'"]);
  expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
  expect(directives.get('connect-src')).toEqual(["'self'"]);
  expect(directives.get('worker-src')).toEqual(["'self'"]);
  expect(directives.get('base-uri')).toEqual(["'none'"]);
  expect(directives.get('object-src')).toEqual(["'none'"]);
  expect(policy).not.toMatch(/https?:|\*/);
});
