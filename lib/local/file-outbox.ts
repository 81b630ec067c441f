import type { Folder, Outbox } from '../core/ports.ts';
import { renderHtml } from '../core/render/html.ts';
import { jsonText } from '../core/render/json.ts';

/** Writes the report into its folder, for machines and for a browser. */
export const fileOutbox = (folder: Folder): Outbox => ({
  publish: async (report) => {
    await folder.put('report.json', jsonText(report));
    await folder.put('report.html', renderHtml(report));
    return ['report.json', 'report.html'];
  },
});
