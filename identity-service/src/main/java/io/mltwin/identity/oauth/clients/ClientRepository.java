package io.mltwin.identity.oauth.clients;

import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.PublicKeys;
import io.mltwin.identity.oauth.clients.ClientRecord.ClientKey;
import io.mltwin.resourceprovider.Queries;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an application and its credentials from the directory's tables. */
@Singleton
record ClientRepository(EntityManager entities) {

    private static final String CLIENT =
            "select object_id, tenant_id, application_id, display_name, kind, account_enabled,"
                    + " assignment_required from service_principal where application_id = ?1 and"
                    + " principal_exists";
    private static final String CREDENTIALS =
            "select credential_id, key_id, kind, content, start_on, expires_on, certificate"
                    + " from client_credential where object_id = ?1 order by credential_id";
    // "@>" asks whether the array on the left has the element on the right
    private static final String BY_IDENTIFIER =
            "select application_id from service_principal where tenant_id = ?1 and kind ="
                    + " 'APPLICATION' and principal_exists and account_enabled and identifier_uris is"
                    + " not null and exists (select 1 from"
                    + " jsonb_array_elements_text(cast(identifier_uris as jsonb)) u where"
                    + " lower(rtrim(u, '/') collate \"C\") = ?2)";

    /** Credentials of one principal. */
    record Credentials(List<ClientSecret> secrets, List<ClientKey> keys) {}

    /** A principal and the restrictions of its use. */
    record Row(DirectoryPrincipal principal, boolean enabled, boolean assignmentRequired) {}

    Optional<Row> find(String applicationId) {
        return tuples(CLIENT, applicationId).stream()
                .findFirst()
                .map(row -> new Row(
                        new DirectoryPrincipal(
                                text(row, "object_id"),
                                text(row, "tenant_id"),
                                PrincipalKind.valueOf(text(row, "kind")),
                                text(row, "display_name"),
                                text(row, "application_id"),
                                null),
                        row.get("account_enabled", Boolean.class),
                        row.get("assignment_required", Boolean.class)));
    }

    Credentials credentials(String objectId) {
        List<ClientSecret> secrets = new ArrayList<>();
        List<ClientKey> keys = new ArrayList<>();
        for (Tuple row : tuples(CREDENTIALS, objectId)) {
            byte[] content = row.get("content", byte[].class);
            Instant start = row.get("start_on", Instant.class);
            Instant end = row.get("expires_on", Instant.class);
            String keyId = text(row, "key_id");
            if (text(row, "kind").equals("SECRET_SHA256")) {
                secrets.add(new ClientSecret(keyId, content, start, end));
            } else {
                byte[] certificate = row.get("certificate", byte[].class);
                keys.add(new ClientKey(
                        keyId,
                        PublicKeys.decode(content),
                        Thumbprint.of("SHA-1", certificate),
                        Thumbprint.of("SHA-256", certificate),
                        start,
                        end));
            }
        }
        return new Credentials(List.copyOf(secrets), List.copyOf(keys));
    }

    /**
     * Returns the application of the tenant that has this name as a resource.
     *
     * @param identifier in lower case, without a slash at its end
     */
    Optional<String> findByIdentifier(String tenantId, String identifier) {
        List<?> found =
                Queries.sql(entities, BY_IDENTIFIER, tenantId, identifier).getResultList();
        return found.stream().findFirst().map(String::valueOf);
    }

    private List<Tuple> tuples(String query, String parameter) {
        return Queries.sql(entities, Tuple.class, query, parameter).getResultList();
    }

    private static String text(Tuple row, String column) {
        return row.get(column, String.class);
    }
}
