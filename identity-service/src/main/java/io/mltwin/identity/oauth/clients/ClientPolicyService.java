package io.mltwin.identity.oauth.clients;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;

import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.ClientApplication.RedirectUri;
import io.mltwin.identity.directory.DirectoryCache;
import io.mltwin.resourceprovider.Queries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Sets how an application signs in and how users sign in to it, for the seed. */
@ApplicationScoped
public class ClientPolicyService {

    private static final String UPDATE = "update service_principal set account_enabled = ?2, public_client = ?3,"
            + " assignment_required = ?4, identifier_uris = cast(?5 as text) where object_id ="
            + " ?1";
    private static final String ADDRESS =
            "insert into redirect_uri (object_id, platform, uri) values (?1, ?2, ?3) on conflict do" + " nothing";
    private static final String SECRET =
            "update client_credential set expires_on = cast(cast(?2 as text) as timestamptz) where"
                    + " object_id = ?1 and kind = 'SECRET_SHA256'";
    private static final String CERTIFICATE =
            "update client_credential set certificate = ?2, start_on = ?3, expires_on = ?4"
                    + " where object_id = ?1 and kind = 'PUBLIC_KEY'";

    private final EntityManager entities;
    private final DirectoryCache cache;

    ClientPolicyService(EntityManager entities, DirectoryCache cache) {
        this.entities = entities;
        this.cache = cache;
    }

    @Transactional
    public void apply(String objectId, ClientPolicy policy) {
        cache.invalidate();
        String id = AsciiCase.lower(objectId);
        entities.flush();
        execute(
                UPDATE,
                id,
                policy.enabled(),
                policy.publicClient(),
                policy.assignmentRequired(),
                policy.identifierUris().isEmpty() ? null : json(policy));
        execute("delete from redirect_uri where object_id = ?1", id);
        policy.redirectUris()
                .forEach(address -> execute(ADDRESS, id, address.platform().name(), address.uri()));
        execute(
                SECRET,
                id,
                policy.secretExpiresOn() == null
                        ? null
                        : policy.secretExpiresOn().toString());
        if (policy.certificate() != null) {
            X509Certificate certificate = certificate(policy.certificate());
            execute(
                    CERTIFICATE,
                    id,
                    policy.certificate(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        }
    }

    private void execute(String statement, Object... values) {
        Queries.sql(entities, statement, values).executeUpdate();
    }

    private static String json(ClientPolicy policy) {
        return Json.write(policy.identifierUris());
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw invalidRequestContent("The certificate cannot be read.");
        }
    }

    /**
     * The properties of an application that a seed sets, apart from name and credentials.
     *
     * @param secretExpiresOn null for never
     * @param certificate DER of the certificate of its key, null for none
     */
    public record ClientPolicy(
            boolean enabled,
            boolean publicClient,
            boolean assignmentRequired,
            List<RedirectUri> redirectUris,
            List<String> identifierUris,
            Instant secretExpiresOn,
            byte[] certificate) {

        @Override
        public String toString() {
            return "ClientPolicy" + redirectUris;
        }
    }
}
