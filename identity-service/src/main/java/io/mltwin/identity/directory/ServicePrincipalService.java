package io.mltwin.identity.directory;

import io.mltwin.identity.directory.ClientCredentialEntity.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.PublicKey;
import java.util.Locale;

/** Makes and changes applications and managed identities with what they prove themselves with. */
@ApplicationScoped
public class ServicePrincipalService {

    private final ServicePrincipalRepository servicePrincipals;
    private final ClientCredentialRepository credentials;

    ServicePrincipalService(
            ServicePrincipalRepository servicePrincipals, ClientCredentialRepository credentials) {
        this.servicePrincipals = servicePrincipals;
        this.credentials = credentials;
    }

    /** Makes it so: same object id, same service principal. */
    @Transactional
    public void upsert(DirectoryPrincipal wanted) {
        String objectId = wanted.objectId().toLowerCase(Locale.ROOT);
        ServicePrincipalEntity row = servicePrincipals.findById(objectId);
        if (row == null) {
            row =
                    new ServicePrincipalEntity(
                            objectId,
                            wanted.tenantId().toLowerCase(Locale.ROOT),
                            wanted.applicationId().toLowerCase(Locale.ROOT),
                            wanted.kind());
            row.rename(wanted.displayName());
            servicePrincipals.persist(row);
        } else {
            row.rename(wanted.displayName());
        }
    }

    @Transactional
    public void setSecretHash(String objectId, byte[] sha256) {
        credentials.replace(objectId.toLowerCase(Locale.ROOT), Kind.SECRET_SHA256, sha256);
    }

    @Transactional
    public void setSecret(String objectId, String secret) {
        setSecretHash(objectId, Secrets.sha256(secret));
    }

    @Transactional
    public void setPublicKey(String objectId, PublicKey key) {
        credentials.replace(objectId.toLowerCase(Locale.ROOT), Kind.PUBLIC_KEY, key.getEncoded());
    }

    @Transactional
    public void delete(String objectId) {
        servicePrincipals.deleteById(objectId);
    }
}
