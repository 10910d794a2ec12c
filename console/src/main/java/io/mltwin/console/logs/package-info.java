/**
 * Queries of logs in Kusto's language. May use charts and scopes. Start with {@link
 * io.mltwin.console.logs.LogsResource}.
 */
package io.mltwin.console.logs;
