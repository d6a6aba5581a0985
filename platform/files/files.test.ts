import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StartProblem } from '../errors/index.ts';
import { makeFolder } from './index.ts';

test('a folder is made with those above it, and may be there', () => {
  const top = mkdtempSync(join(tmpdir(), 'khamtdaa-files-'));
  try {
    const folder = join(top, 'a/b/c');
    makeFolder(folder);
    makeFolder(folder);
    expect(existsSync(folder)).toBe(true);
    writeFileSync(join(top, 'letter.txt'), 'dear');
    expect(() => {
      makeFolder(join(top, 'letter.txt/a'));
    }).toThrow('ENOTDIR');
  } finally {
    rmSync(top, { recursive: true });
  }
});

test.runIf(process.platform === 'linux')('where none can be made that is said, at once', () => {
  expect(() => {
    makeFolder('/proc/khamtdaa/a/b');
  }).toThrow(new StartProblem('folder-not-writable', { folder: '/proc/khamtdaa' }));
});
