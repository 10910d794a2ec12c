package io.mltwin.identity.oauth.consents;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Consents by client and user. */
@Singleton
class PermissionGrantRepository implements PanacheRepositoryBase<PermissionGrantEntity, String> {

    private static final String OF_CLIENT = "tenantId = ?1 and clientId = ?2 and resource = ?3";

    /** Returns true for a consent of the user, or of an administrator for all users. */
    boolean isGranted(String tenantId, String clientId, String resource, String principalId) {
        return count(
                        OF_CLIENT + " and (principalId = ?4 or principalId is null)",
                        tenantId,
                        clientId,
                        resource,
                        principalId)
                > 0;
    }

    Optional<PermissionGrantEntity> own(String tenantId, String clientId, String resource, String principalId) {
        return find(OF_CLIENT + " and principalId = ?4", tenantId, clientId, resource, principalId)
                .firstResultOptional();
    }
}
