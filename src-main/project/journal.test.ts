import { describe, expect, it } from 'vitest';

import { onNetworkDrive, type DriveSource } from './journal.ts';

const LINUX = `22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:50 / /mnt/lab rw - nfs4 server:/lab rw
31 22 0:51 / /mnt/lab/local rw - ext4 /dev/sdb rw
32 22 0:52 / /mnt/my\\040share rw shared:2 master:3 - cifs //server/share rw
33 22 0:53 / /home/me/remote rw - fuse.sshfs me@host: rw
34 22 0:54 / /media/stick rw - fuseblk /dev/sdc1 rw
35 22 0:55 / /host rw - 9p drvfs rw
36 22 0:56 / /pool rw - fuse.mergerfs a:b rw
`;

const MAC = `/dev/disk1s1 on / (apfs, local, journaled)
//me@server/lab on /Volumes/lab data (smbfs, nodev, nosuid, mounted by me)
server:/export on /Volumes/nfs (nfs)
/dev/disk2s1 on /Volumes/STICK (msdos, local)
`;

function source(platform: NodeJS.Platform, mounts: string): DriveSource {
  return { platform, resolve: (folder) => folder, mounts: () => mounts };
}

describe('a network drive is told from a local one', () => {
  it.each([
    ['/home/me', false],
    ['/mnt/lab', true],
    ['/mnt/lab/deep/down', true],
    ['/mnt/laboratory', false],
    ['/mnt/lab/local/x', false],
    ['/mnt/my share/x', true],
    ['/home/me/remote/x', true],
    ['/media/stick', false],
    ['/host/x', true],
    ['/pool/x', false],
  ])('on Linux: %s', (folder, network) => {
    expect(onNetworkDrive(folder, source('linux', LINUX))).toBe(network);
  });

  it.each([
    ['/Users/me', false],
    ['/Volumes/lab data/x', true],
    ['/Volumes/nfs', true],
    ['/Volumes/STICK', false],
  ])('on macOS: %s', (folder, network) => {
    expect(onNetworkDrive(folder, source('darwin', MAC))).toBe(network);
  });

  it.each([
    ['C:\\Users\\me', false],
    ['\\\\server\\share\\x', true],
    ['\\\\?\\UNC\\server\\share', true],
    ['\\\\?\\C:\\Users', false],
  ])('on Windows: %s', (folder, network) => {
    expect(onNetworkDrive(folder, source('win32', ''))).toBe(network);
  });

  it('by what a link leads to', () => {
    const linked = { ...source('linux', LINUX), resolve: () => '/mnt/lab/x' };
    expect(onNetworkDrive('/home/me/link', linked)).toBe(true);
  });

  it('and counts as local where it cannot be found out', () => {
    const silent = { ...source('linux', ''), mounts: () => 'nonsense' };
    expect(onNetworkDrive('/home', silent)).toBe(false);
    expect(onNetworkDrive(import.meta.dirname)).toBe(false);
  });
});
