package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.Attributes;
import java.util.Map;

/**
 * A secret on the wire, in requests and answers (API 7.4); {@code value} only where Azure shows it.
 *
 * @param kid the key of a certificate's secret
 * @param managed true for a certificate's secret, else absent
 */
public record SecretBody(
        String value,
        String id,
        String contentType,
        Attributes attributes,
        Map<String, String> tags,
        String kid,
        Boolean managed) {

    /** A soft-deleted secret. */
    public record Deleted(
            String recoveryId,
            Long deletedDate,
            Long scheduledPurgeDate,
            String id,
            String contentType,
            Attributes attributes,
            Map<String, String> tags,
            String kid,
            Boolean managed) {}

    @Override
    public String toString() {
        return "secret " + id;
    }
}
