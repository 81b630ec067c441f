import { copyFileSync, existsSync, globSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** An object of a bucket. */
export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
}

/** What the emulated Athena knows of S3. */
export interface Store {
  list(bucket: string, prefix: string): Promise<readonly StoredObject[]>;
  /** Where on this machine the object can be read. */
  localPath(bucket: string, key: string): Promise<string>;
  put(bucket: string, key: string, path: string): Promise<void>;
}

/** Buckets that are folders below `root`. */
export function folderStore(root: string): Store {
  return {
    list: async (bucket, prefix) => {
      const base = join(root, bucket);
      if (!existsSync(base)) return [];
      const keys = globSync('**', { cwd: base }).filter((key) => key.startsWith(prefix) && statSync(join(base, key)).isFile());
      return keys.toSorted().map((key) => ({ key, bytes: statSync(join(base, key)).size }));
    },
    localPath: async (bucket, key) => join(root, bucket, key),
    put: async (bucket, key, path) => {
      const target = join(root, bucket, key);
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(path, target);
    },
  };
}
