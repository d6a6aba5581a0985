import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

test('a link to a folder that is not there, as to a disk that is not mounted, is no folder', () => {
  const top = mkdtempSync(join(tmpdir(), 'khamtdaa-files-'));
  symlinkSync(join(top, 'unmounted'), join(top, 'data'));
  try {
    expect(() => {
      makeFolder(join(top, 'data'));
    }).toThrow(new StartProblem('folder-not-writable', { folder: join(top, 'data') }));
  } finally {
    rmSync(top, { recursive: true });
  }
});
