import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocalByteFiles } from './local-byte-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iza-byte-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (read: Uint8Array): string => new TextDecoder().decode(read);
const isRoot = process.getuid?.() === 0;

describe('createLocalByteFiles()', () => {
  test('reads what it wrote, in pieces, and fewer bytes at the end', async () => {
    const files = createLocalByteFiles({ currentFolder: folder });
    const sink = await files.create('deep/er/x.bin');
    await sink.append(bytes('hello '));
    await sink.append(bytes('world'));
    await sink.writeAt(0, bytes('J'));
    await sink.flush();
    await sink.close();
    await using source = await files.open('deep/er/x.bin');
    expect([source?.name, source?.sizeBytes]).toEqual(['x.bin', 11]);
    expect(text((await source?.read(6, 100)) ?? new Uint8Array())).toBe('world');
    expect(text((await source?.read(0, 2)) ?? new Uint8Array())).toBe('Je');
    expect((await source?.read(50, 10))?.length).toBe(0);
    expect(await files.list('deep')).toEqual(['er']);
    expect(files.resolve('deep/../x')).toBe(join(folder, 'x'));
  });

  test('appends keep the order of their calls', async () => {
    const files = createLocalByteFiles({ currentFolder: folder });
    const sink = await files.create('x');
    await Promise.all(Array.from({ length: 50 }, (_, index) => sink.append(bytes(String.fromCharCode(65 + (index % 26))))));
    await sink.close();
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWX');
  });

  test('refuses to replace unless told, and the old file stays readable for who has it open', async () => {
    const files = createLocalByteFiles({ currentFolder: folder });
    writeFileSync(join(folder, 'x'), 'old');
    await expect(files.create('x')).rejects.toMatchObject({ code: 'file-exists' });
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('old');
    await using source = await files.open('x');
    const sink = await files.create('x', { replace: true });
    await sink.append(bytes('new'));
    await sink.close();
    expect(text((await source?.read(0, 3)) ?? new Uint8Array())).toBe('old');
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('new');
  });

  test('what is not there is undefined, what is no file is said', async () => {
    const files = createLocalByteFiles({ currentFolder: folder });
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'file'), '');
    symlinkSync('nowhere', join(folder, 'dangling'));
    symlinkSync('circle', join(folder, 'circle'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await files.open('missing')).toBeUndefined();
    expect(await files.open('file/below')).toBeUndefined();
    expect(await files.list('missing')).toBeUndefined();
    expect(await files.list('file')).toBeUndefined();
    await expect(files.open('sub')).rejects.toMatchObject({ code: 'file-unreadable', message: expect.stringContaining('is a folder') });
    await expect(files.open('pipe')).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(files.open('dangling')).rejects.toMatchObject({ code: 'file-unreadable', message: expect.stringContaining('leads nowhere') });
    await expect(files.open('circle')).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(files.open('a\0b')).rejects.toMatchObject({ code: 'bad-input' });
    await expect(files.create('sub', { replace: true })).rejects.toMatchObject({ code: 'storage-failed', message: expect.stringContaining('is a folder') });
    await expect(files.create('file/below')).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(files.create('dangling')).rejects.toMatchObject({ code: 'storage-failed' });
  });

  test.skipIf(isRoot)('no permission is said', async () => {
    const files = createLocalByteFiles({ currentFolder: folder });
    writeFileSync(join(folder, 'secret'), 'x');
    chmodSync(join(folder, 'secret'), 0o000);
    await expect(files.open('secret')).rejects.toMatchObject({ code: 'not-permitted' });
  });

  test('writing outside what was appended is a mistake of the caller', async () => {
    const sink = await createLocalByteFiles({ currentFolder: folder }).create('x');
    await expect(sink.writeAt(0, bytes('x'))).rejects.toThrow(RangeError);
    await sink.close();
  });
});

describe('allowedFolders', () => {
  test('confine after every link is resolved', async () => {
    const inside = join(folder, 'inside');
    const outside = join(folder, 'inside-not');
    mkdirSync(inside);
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret'), 'secret');
    writeFileSync(join(inside, 'open'), 'open');
    symlinkSync(outside, join(inside, 'way-out'));
    symlinkSync(join(outside, 'secret'), join(inside, 'link'));
    symlinkSync(join(outside, 'not-yet'), join(inside, 'dangling'));
    symlinkSync(join(inside, 'open'), join(outside, 'way-in'));
    const files = createLocalByteFiles({ currentFolder: inside, allowedFolders: [inside] });

    for (const path of ['../inside-not/secret', join(outside, 'secret'), 'way-out/secret', 'link', '/etc/hostname']) {
      await expect(files.open(path), path).rejects.toMatchObject({ code: 'not-permitted' });
      await expect(files.create(path, { replace: true }), path).rejects.toMatchObject({ code: 'not-permitted' });
    }
    for (const path of ['../new', 'way-out/new', 'way-out/deep/new', join(outside, 'new')]) await expect(files.create(path), path).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(files.create('dangling')).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(files.list('..')).rejects.toMatchObject({ code: 'not-permitted' });
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret');

    await using source = await files.open('open');
    expect(source?.sizeBytes).toBe(4);
    await using link = await files.open(join(outside, 'way-in'));
    expect(link?.sizeBytes).toBe(4);
    await (await files.create('deep/new')).close();
    expect(await files.list('.')).toContain('deep');
  });

  test('that are links themselves are resolved too', async () => {
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'alias'));
    const files = createLocalByteFiles({ currentFolder: join(folder, 'alias'), allowedFolders: [join(folder, 'alias')] });
    await (await files.create('x')).close();
    expect(await files.list('.')).toEqual(['x']);
  });
});
