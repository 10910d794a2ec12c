package io.mltwin.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.identity.directory.DirectoryApplication.ApplicationChange;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The next token after a change of the directory is as the change made it. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DirectoryCacheResourceTest {

    private static final String ARM = "https://management.azure.com/.default";
    private static final String GRAPH = "https://graph.microsoft.com/.default";

    @FromPlatform
    TestPlatform platform;

    @Inject
    ApplicationDirectory applications;

    @Inject
    ServicePrincipalDirectory servicePrincipals;

    @Inject
    GroupDirectory groups;

    @Inject
    GraphAppRoles graphRoles;

    private DirectoryUnderTest directory;
    private String tenant;
    private DirectoryApplication application;
    private String principal;
    private NewSecret secret;

    @BeforeEach
    void anApplicationThatTheCacheKeeps() {
        directory = new DirectoryUnderTest(platform);
        tenant = directory.tenant(false);
        application = applications.create(tenant, new ApplicationChange("app", List.of(), false, List.of()), List.of());
        principal = servicePrincipals
                .create(application.applicationId(), tenant, true, false)
                .principal()
                .objectId();
        secret = addSecret();
        claims(ARM);
    }

    private NewSecret addSecret() {
        return applications.addSecret(application.objectId(), new CredentialRequest(null, "s", null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "remove the secret, 401, 7000215",
        "disable the principal, 400, 7000112",
        "delete the principal, 400, 700016",
        "delete the application, 400, 700016",
        "disable by the seed, 400, 7000112",
        "end the secret by the seed, 401, 7000222",
    })
    void whatWasTakenAwayIsRefusedAtOnce(String change, int status, int code) {
        // When
        apply(change);

        // Then
        Response answer = token(tenant, ARM);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.<Integer>path("error_codes[0]")).isEqualTo(code);
    }

    private void apply(String change) {
        switch (change) {
            case "remove the secret" ->
                applications.removeSecret(
                        application.objectId(), secret.credential().keyId());
            case "disable the principal" -> servicePrincipals.update(principal, false, false);
            case "delete the principal" -> servicePrincipals.delete(principal);
            case "delete the application" -> applications.delete(application.objectId());
            case "disable by the seed" -> seed("'accountEnabled':false");
            case "end the secret by the seed" -> seed("'secretExpiresOn':'2020-01-01T00:00:00Z'");
            default -> throw new IllegalArgumentException(change);
        }
    }

    private void seed(String property) {
        directory.seed(
                "{'applications':[{'tenantId':'%s','objectId':'%s','applicationId':'%s','displayName':'app',%s}]}"
                        .formatted(tenant, principal, application.applicationId(), property));
    }

    @Test
    void aNewSecretIsAcceptedAtOnce() {
        // Given
        applications.removeSecret(application.objectId(), secret.credential().keyId());

        // When
        secret = addSecret();

        // Then
        assertThat(token(tenant, ARM).statusCode()).isEqualTo(200);
    }

    @Test
    void groupsAreThoseOfNow() {
        // Given
        String group = groups.create(tenant, "g", null, "g").objectId();
        String above = groups.create(tenant, "above", null, "above").objectId();
        groups.addMember(above, group);

        // When
        groups.addMember(group, principal);
        List<String> added = texts(claims(ARM).path("groups"));
        groups.removeMember(above, group);
        List<String> removed = texts(claims(ARM).path("groups"));
        groups.delete(group);
        List<String> deleted = texts(claims(ARM).path("groups"));

        // Then
        assertThat(added).containsExactlyInAnyOrder(group, above);
        assertThat(removed).containsExactly(group);
        assertThat(deleted).isEmpty();
    }

    @Test
    void applicationPermissionsAreThoseOfNow() {
        // When
        String assignment = graphRoles.add(principal, GraphPermission.USER_READ).assignmentId();
        List<String> added = texts(claims(GRAPH).path("roles"));
        graphRoles.remove(principal, assignment);
        List<String> removed = texts(claims(GRAPH).path("roles"));

        // Then
        assertThat(added).containsExactly("User.Read.All");
        assertThat(removed).isEmpty();
    }

    @Test
    void aDomainNamesTheTenantThatHasItNow() {
        // Given
        String domain = "d" + UUID.randomUUID() + ".example";
        describe("['" + domain + "']");
        int before = token(domain, ARM).statusCode();

        // When
        describe("[]");

        // Then
        assertThat(before).isEqualTo(200);
        assertThat(token(domain, ARM).<Integer>path("error_codes[0]")).isEqualTo(90002);
    }

    private void describe(String domains) {
        directory.seed(
                "{'tenants':[{'tenantId':'%s','displayName':'Tenant','domains':%s}]}".formatted(tenant, domains));
    }

    private JsonNode claims(String scope) {
        return DirectoryUnderTest.claims(token(tenant, scope));
    }

    private Response token(String tenantOrDomain, String scope) {
        return directory.token(
                tenantOrDomain,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        application.applicationId(),
                        "client_secret",
                        secret.text(),
                        "scope",
                        scope));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
