import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';

/** Where the kind of a drive is asked for; given in tests. */
export interface DriveSource {
  platform: NodeJS.Platform;
  /** The path of a folder without links; on Windows a drive letter of a share becomes its `\\server\share`. */
  resolve: (folder: string) => string;
  /** The text of /proc/self/mountinfo on Linux, of `mount` elsewhere. */
  mounts: () => string;
}

/** File systems that lie on another computer, or behind one's network. */
const NETWORK = new Set([
  ...['9p', 'acfs', 'afpfs', 'afs', 'beegfs', 'ceph', 'cifs', 'coda', 'davfs', 'glusterfs', 'gpfs', 'lustre'],
  ...['ncpfs', 'nfs', 'nfs3', 'nfs4', 'ocfs2', 'orangefs', 'smb', 'smb2', 'smb3', 'smbfs', 'webdav'],
  ...['macfuse_sshfs', 'osxfuse_sshfs', 'prl_fs', 'vboxsf', 'vmhgfs'],
]);

/** Of those in user space, the ones that only read a local disk. */
const LOCAL_FUSE = new Set([
  'fuse.ntfs',
  'fuse.ntfs-3g',
  'fuse.exfat',
  'fuse.mergerfs',
  'fuse.bindfs',
  'fuse.lxcfs',
]);

/**
 * Whether a folder lies on a network drive. There a write-ahead log is not safe, because it needs memory that all who open
 * the file share. Where it cannot be found out, the answer is no.
 */
export function onNetworkDrive(folder: string, source: DriveSource = thisComputer): boolean {
  try {
    const path = source.resolve(folder);
    if (source.platform === 'win32') return /^\\\\(?:\?\\UNC\\|[^?.\\])/i.test(path);
    return isNetwork(fileSystemOf(path, mountPoints(source)));
  } catch {
    return false;
  }
}

const thisComputer: DriveSource = {
  platform: process.platform,
  resolve: realpathSync.native,
  mounts: () =>
    process.platform === 'linux'
      ? readFileSync('/proc/self/mountinfo', 'utf8')
      : execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 1000 }),
};

interface MountPoint {
  path: string;
  type: string;
}

function isNetwork(type: string | undefined): boolean {
  if (type === undefined) return false;
  return NETWORK.has(type) || (type.startsWith('fuse.') && !LOCAL_FUSE.has(type));
}

/** The type of the file system that holds a path: that of the longest mount point above it, the last one mounted there. */
function fileSystemOf(path: string, mounts: MountPoint[]): string | undefined {
  let best: MountPoint | undefined;
  for (const mount of mounts) {
    const below = mount.path === '/' ? path.startsWith('/') : `${path}/`.startsWith(`${mount.path}/`);
    if (below && mount.path.length >= (best?.path.length ?? 0)) best = mount;
  }
  return best?.type;
}

function mountPoints({ platform, mounts }: DriveSource): MountPoint[] {
  const lines = mounts().split('\n').filter(Boolean);
  return platform === 'linux' ? lines.map(linuxMount) : lines.flatMap(macMount);
}

/** `36 35 98:0 /root /mount/point rw,noatime shared:1 - ext4 /dev/root rw`; blanks in a path are written \040. */
function linuxMount(line: string): MountPoint {
  const [before, after] = line.split(' - ');
  const path = before
    .split(' ')[4]
    .replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
  return { path, type: after.split(' ')[0] };
}

/** `//user@host/share on /Volumes/share (smbfs, nodev, nosuid)` */
function macMount(line: string): MountPoint[] {
  const parts = / on (.+) \(([^,)]+)/.exec(line);
  return parts ? [{ path: parts[1], type: parts[2] }] : [];
}
