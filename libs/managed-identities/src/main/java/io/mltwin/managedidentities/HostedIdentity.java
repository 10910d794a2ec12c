package io.mltwin.managedidentities;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.encoding.AsciiCase;
import java.io.IOException;
import java.util.List;

/**
 * A managed identity that a resource acts as; a resource's row keeps them as JSON.
 *
 * @param resourceId the identity's ARM id; of the resource itself when it is its own
 * @param objectId its principal
 * @param wrappedKey its private key under the service's root keys
 */
public record HostedIdentity(String resourceId, String objectId, String clientId, String tenantId, byte[] wrappedKey) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<HostedIdentity>> LIST = new TypeReference<>() {};

    /** From the column; none for null. */
    public static List<HostedIdentity> read(String stored) {
        try {
            return stored == null ? List.of() : JSON.readValue(stored, LIST);
        } catch (IOException e) {
            throw new IllegalStateException("stored identities are not in their own form", e);
        }
    }

    /** For the column. */
    public static String write(List<HostedIdentity> identities) {
        try {
            return identities.isEmpty() ? null : JSON.writeValueAsString(identities);
        } catch (IOException e) {
            throw new IllegalStateException("a record of texts and bytes is always JSON", e);
        }
    }

    public boolean isOf(String armKey) {
        return AsciiCase.equal(resourceId, armKey);
    }

    @Override
    public String toString() {
        return "identity " + resourceId;
    }
}
