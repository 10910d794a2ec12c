/**
 * The frame that all pages share: headers, language, theme, errors. May use sessions and receipts.
 * Start with {@link io.mltwin.console.page.PageWriter}.
 */
package io.mltwin.console.page;
