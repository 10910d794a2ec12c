package io.mltwin.identity.oauth.consents;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.accounts.SignedInUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/**
 * Consents of users, and of administrators for all users, to clients. A resource has one permission
 * here, {@code user_impersonation}, so a consent covers all of it. Deviation: an administrator's
 * consent for everybody is honoured, but the page asks for the user's own only.
 */
@ApplicationScoped
public class Consents {

    private final PermissionGrantRepository grants;
    private final Clock clock;

    Consents(PermissionGrantRepository grants, Clock clock) {
        this.grants = grants;
        this.clock = clock;
    }

    /**
     * @param resource as tokens name it
     */
    @Transactional
    public boolean isGranted(ClientApplication client, String tenantId, String objectId, String resource) {
        return client.preauthorized() || grants.isGranted(tenantId, client.clientId(), normalized(resource), objectId);
    }

    /** Stores the consent of the user to the client at the resource. */
    @Transactional
    public void grant(ClientApplication client, SignedInUser user, String resource, String scope) {
        String name = normalized(resource);
        PermissionGrantEntity row = grants.own(user.tenantId(), client.clientId(), name, user.objectId())
                .orElse(null);
        if (row == null) {
            row = new PermissionGrantEntity(
                    UUID.randomUUID().toString(), user.tenantId(), client.clientId(), user.objectId(), name);
            row.granted(scope, clock.instant());
            grants.persist(row);
        } else {
            row.granted(scope, clock.instant());
        }
    }

    private static String normalized(String resource) {
        String name = AsciiCase.lower(resource);
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }
}
