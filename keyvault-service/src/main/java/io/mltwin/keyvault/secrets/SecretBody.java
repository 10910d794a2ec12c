package io.mltwin.keyvault.secrets;

import java.util.List;
import java.util.Map;

/**
 * A secret on the wire, in requests and answers (API 7.4); {@code value} only where Azure shows it.
 */
public record SecretBody(
        String value,
        String id,
        String contentType,
        Attributes attributes,
        Map<String, String> tags) {

    /** Times are epoch seconds; null is absent. */
    public record Attributes(
            Boolean enabled,
            Long nbf,
            Long exp,
            Long created,
            Long updated,
            String recoveryLevel,
            Integer recoverableDays) {}

    /** A soft-deleted secret. */
    public record Deleted(
            String recoveryId,
            Long deletedDate,
            Long scheduledPurgeDate,
            String id,
            String contentType,
            Attributes attributes,
            Map<String, String> tags) {}

    /** One page; {@code nextLink} is absolute, null on the last. */
    public record Page<T>(List<T> value, String nextLink) {}

    @Override
    public String toString() {
        return "secret " + id;
    }
}
