import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Settings } from '../../core/settings.ts';

/**
 * The bundle of a function with the settings beside it. The same bundle and settings give the same asset: its hash is that of the files.
 * The image is never fetched, since copying needs none.
 */
export const functionCode = (bundle: string, settings: Settings): Code =>
  Code.fromAsset(bundle, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle: (folder) => {
          cpSync(bundle, folder, { recursive: true });
          writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
          return true;
        },
      },
    },
  });
