package io.mltwin.console.receipts;

import java.util.List;

/**
 * The receipt of an action: its calls, kept until the page that follows shows them.
 *
 * @param action what was done, in the user's words, {@code Delete rg1}
 * @param traceId the flow of the calls; null when it was not traced
 */
public record Receipt(String action, String traceId, List<MadeCall> calls) {}
