import type { Folder, Outbox } from '../core/ports.ts';
import { renderHtml } from '../core/render/html.ts';

/** Writes the report into its folder as a page for a browser, beside the report.json that is there already. */
export const fileOutbox = (folder: Folder): Outbox => ({
  publish: async (report) => {
    await folder.put('report.html', renderHtml(report));
    return ['report.html'];
  },
});
