import { describe, expect, it } from '@jest/globals';
import { RINGS, summarise, whyNot } from '../../scripts/lib/rings.mjs';
import { filesUnder, parse, placeOf, read, ROOT, visit } from './source.js';
import ts from 'typescript';

const report = (...assertions: readonly { readonly status: string; readonly fullName: string }[]) => ({
  numPassedTests: assertions.filter((test) => test.status === 'passed').length,
  testResults: [{ name: `${ROOT}/test/a.spec.ts`, status: 'passed', assertionResults: assertions }],
});

describe('the figures of a ring', () => {
  it('count passed and failed tests and name the failed ones', () => {
    const sum = summarise(
      'unit',
      report({ status: 'passed', fullName: 'one' }, { status: 'failed', fullName: 'two' }),
      1,
    );
    expect(sum).toMatchObject({ passed: 1, failed: 1, failures: ['test/a.spec.ts › two'] });
  });

  it('count a file that could not be run as a failure', () => {
    const broken = {
      numPassedTests: 3,
      testResults: [{ name: `${ROOT}/a.spec.ts`, status: 'failed', assertionResults: [] }],
    };
    expect(summarise('unit', broken, 1)).toMatchObject({
      passed: 3,
      failed: 1,
      failures: ['a.spec.ts could not be run'],
    });
  });

  it('count a ring without a test as a failure', () => {
    expect(summarise('web', { numPassedTests: 0, testResults: [] }, 1)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('count a runner that failed for another reason', () => {
    expect(summarise('web', report({ status: 'passed', fullName: 'one' }), 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('name what was skipped', () => {
    const sum = summarise(
      'unit',
      report({ status: 'passed', fullName: 'one' }, { status: 'pending', fullName: 'two' }),
      0,
    );
    expect(sum.skipped).toEqual(['test/a.spec.ts › two']);
  });
});

describe('a ring that is left out', () => {
  const cluster = RINGS.find(({ name }) => name === 'cluster')!;

  it('is named with the programs that it misses, and how they are installed', () => {
    const missing = () => [
      { name: 'Redis', package: 'redis-server' },
      { name: 'libfaketime', package: 'faketime' },
    ];
    expect(whyNot(cluster, missing)).toBe(
      'cluster: Redis, libfaketime not installed (on Debian: apt-get install redis-server faketime)',
    );
    expect(whyNot(cluster, () => [])).toBeNull();
  });

  it('asks .ci/run to install every program of the cluster ring, whatever answers on its ports', () => {
    const packages = [...read('scripts/lib/find-cluster-programs.mjs').matchAll(/package: '([\w-]+)'/g)];
    expect(packages.length).toBeGreaterThan(3);
    // Outside the functions that start services where none answers.
    const always = read('.ci/run').replace(/^\w+\(\) \{[^]*?^\}/gm, '');
    for (const [, name] of packages) expect(always).toContain(`apt_install ${name}`);
  });
});

describe('the rings', () => {
  const specs = filesUnder(['src', 'web/src', 'test'], /\.spec\.ts$/);

  it('take in every spec file', () => {
    const roots = ['src/', 'web/src/', ...RINGS.map((ring) => `test/${ring.name}/`)];
    expect(specs.filter((path) => !roots.some((root) => path.startsWith(root)))).toEqual([]);
  });

  it('hold no test that is switched off', () => {
    // `tool there ? it : it.skip` may stand: `npm test` lists by name what was skipped, and .ci/run installs the tools.
    const conditional = /\? it : it\.skip/g;
    const off =
      /\b(?:it|test|describe)(?:\.each\([^)]*\))?\.(?:skip|only|todo|failing)\b|\b(?:xit|xtest|xdescribe|fit|fdescribe)\(/;
    expect(
      specs.filter((path) =>
        off.test(
          read(path)
            .replace(conditional, '')
            .replace(/'[^'\n]*'|`[^`]*`|\/[^/\n]+\/\w*/g, ''),
        ),
      ),
    ).toEqual([]);
  });

  it('hold no sleep', () => {
    const sleeps = specs.flatMap((path) => {
      const file = parse(path);
      const found: string[] = [];
      visit(file, (node) => {
        if (!ts.isCallExpression(node) || node.expression.getText() !== 'setTimeout') return;
        const [run] = node.arguments;
        // A bare resolve after a fixed time is a sleep; a timer that rejects is a limit.
        if (run && ts.isIdentifier(run) && /^(resolve|done|next|ok)$/.test(run.text)) found.push(placeOf(file, node));
      });
      return found;
    });
    expect(sleeps).toEqual([]);
  });
});
