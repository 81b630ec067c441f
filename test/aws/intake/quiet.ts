/** Read by powertools when the logger is made: imported before what logs, it keeps storms out of the test's output. */
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
