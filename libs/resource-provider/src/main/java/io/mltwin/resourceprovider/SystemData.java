package io.mltwin.resourceprovider;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mltwin.armweb.Caller;
import java.time.Instant;

/**
 * Who made and who changed a resource last ({@code systemData} of Azure Resource Manager's common
 * types).
 *
 * @param createdByType {@code User} or {@code Application}
 * @param lastModifiedByType {@code User} or {@code Application}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SystemData(
        String createdBy,
        String createdByType,
        Instant createdAt,
        String lastModifiedBy,
        String lastModifiedByType,
        Instant lastModifiedAt) {

    /** {@code User} for a person, {@code Application} for a service principal or an identity. */
    public static String typeOf(Caller caller) {
        return caller.userPrincipalName() == null ? "Application" : "User";
    }
}
