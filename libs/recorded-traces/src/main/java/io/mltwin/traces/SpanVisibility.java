package io.mltwin.traces;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Who reads spans. A reader sees the spans of their own calls, all that these caused, and the spans
 * about scopes that they may read.
 *
 * @param everything true for an operator, who sees all
 * @param tenantId of the reader's account
 * @param objectId of the reader in that tenant
 * @param readable returns those among scopes that the reader may read; scopes are in lower case
 */
public record SpanVisibility(
        boolean everything, String tenantId, String objectId, UnaryOperator<Set<String>> readable) {

    /** Sees all. */
    public static SpanVisibility ofOperator() {
        return new SpanVisibility(true, null, null, scopes -> scopes);
    }

    /** Sees the reader's own calls and what they caused. */
    public static SpanVisibility ofOwn(String tenantId, String objectId) {
        return new SpanVisibility(false, tenantId, objectId, scopes -> Set.of());
    }

    /** Returns true for a call that the reader made. */
    public boolean isOwn(RecordedSpan span) {
        return objectId != null
                && tenantId != null
                && objectId.equals(span.callerObjectId())
                && tenantId.equals(span.callerTenantId());
    }
}
