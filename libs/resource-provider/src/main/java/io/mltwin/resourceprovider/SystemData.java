package io.mltwin.resourceprovider;

import io.mltwin.armweb.Caller;
import java.time.Instant;

/**
 * Who made and who changed a resource last ({@code systemData} of Azure Resource Manager's common
 * types).
 *
 * @param createdByType {@code User} or {@code Application}
 * @param lastModifiedByType {@code User} or {@code Application}
 */
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

    /** Returns what a new resource shows. */
    public static SystemData by(Caller caller, Instant now) {
        String type = typeOf(caller);
        return new SystemData(caller.displayName(), type, now, caller.displayName(), type, now);
    }

    /** Returns the same change of a resource that exists; of a new one where that is null. */
    public SystemData after(SystemData earlier) {
        return earlier == null
                ? this
                : new SystemData(
                        earlier.createdBy,
                        earlier.createdByType,
                        earlier.createdAt,
                        lastModifiedBy,
                        lastModifiedByType,
                        lastModifiedAt);
    }
}
