package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowClient.Answer;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A container registry by Azure's own roles for it, through the exchange of tokens. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@ResourceLock(GrantedRole.OF_NORA)
class RegistryRolesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
    private static final String PUSH = "8311e382-0749-4cb8-b61a-304f252e45ec";
    private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final List<String> assignments = new ArrayList<>();

    @AfterEach
    void nobodyKeepsARole() throws IOException {
        String owner = azure.armToken("owner");
        for (String assignment : assignments) {
            client.json("DELETE", azure.arm(assignment), owner, null).expect(200, 204);
        }
    }

    @Test
    void acrPullPullsAndAcrPushPushes() throws Exception {
        String owner = azure.armToken("owner");
        String registry = registry();
        String login = login(registry);
        exchange(login, "nora").expect(403);

        assign(PULL, registry, owner);
        String repository = repository(login, "nora");
        String pulling = access(login, repository);
        get(login, "/v2/" + repository + "/tags/list", pulling).expect(200);
        upload(login, repository, pulling).expect(401);

        assign(PUSH, registry, owner);
        upload(login, repository, access(login, repository)).expect(202);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"the principal's secret, 200", "a wrong secret, 401"})
    void dockerSignsInByNameAndPassword(String what, int status) throws Exception {
        // Given
        String login = login(registry());
        String repository = repository(login, "owner");
        OperatorCredentials.ServicePrincipal sp =
                PLATFORM.platform().credentials().servicePrincipals().get("contributor");
        String basic = sp.applicationId() + ":" + (status == 200 ? sp.secret() : "guess");

        // When
        Answer issued =
                basic(login, "/oauth2/token?service=" + login + "&scope=repository:" + repository + ":pull", basic);

        // Then
        issued.expect(status);
        basic(login, "/v2/", basic).expect(status);
        if (status == 200) {
            String access = issued.json().path("access_token").asText();
            get(login, "/v2/" + repository + "/tags/list", access).expect(200);
            basic(login, "/v2/" + repository + "/tags/list", basic).expect(200);
        }
    }

    private Answer basic(String login, String path, String credential) throws IOException {
        String encoded = Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
        return client.send(
                "GET",
                "https://" + login + path,
                null,
                BodyPublishers.noBody(),
                Map.of("Authorization", "Basic " + encoded));
    }

    private String refreshToken(String login, String who) throws IOException {
        return exchange(login, who).expect(200).json().path("refresh_token").asText();
    }

    private String registry() throws IOException, InterruptedException {
        return client.get(azure.arm(PLATFORM.flows().workspaceId()), azure.armToken("owner"))
                .expect(200)
                .json()
                .path("properties")
                .path("containerRegistry")
                .asText();
    }

    private String login(String registry) throws IOException {
        return client.get(azure.arm(registry), azure.armToken("owner"))
                .expect(200)
                .json()
                .path("properties")
                .path("loginServer")
                .asText();
    }

    /** One that the flows have pushed to. */
    private String repository(String login, String who) throws IOException {
        Answer catalog = get(login, "/v2/_catalog", token(login, "registry:catalog:*", who));
        String repository =
                catalog.expect(200).json().path("repositories").path(0).asText();
        assertThat(repository).isNotEmpty();
        return repository;
    }

    private String access(String login, String repository) throws IOException {
        return token(login, "repository:" + repository + ":pull,push", "nora");
    }

    private String token(String login, String scope, String who) throws IOException {
        String refresh = refreshToken(login, who);
        return form(
                        login,
                        "/oauth2/token",
                        "grant_type=refresh_token&service=" + login + "&scope=" + scope + "&refresh_token=" + refresh)
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }

    private Answer exchange(String login, String who) throws IOException {
        return form(
                login,
                "/oauth2/exchange",
                "grant_type=access_token&service=" + login + "&access_token=" + azure.armToken(who));
    }

    private Answer form(String login, String path, String form) throws IOException {
        return client.send(
                "POST",
                "https://" + login + path,
                null,
                BodyPublishers.ofString(form),
                Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private Answer get(String login, String path, String token) throws IOException {
        return client.get("https://" + login + path, token);
    }

    private Answer upload(String login, String repository, String token) throws IOException {
        return client.json("POST", "https://" + login + "/v2/" + repository + "/blobs/uploads/", token, null);
    }

    private void assign(String role, String registry, String owner) throws IOException {
        String assignment = registry + AUTHORIZATION + "roleAssignments/" + UUID.randomUUID();
        Map<String, Object> properties = Map.of(
                "roleDefinitionId",
                PLATFORM.subscription() + AUTHORIZATION + "roleDefinitions/" + role,
                "principalId",
                PLATFORM.platform().credentials().users().get("nora").objectId(),
                "principalType",
                "User");
        client.json("PUT", azure.arm(assignment), owner, Map.of("properties", properties))
                .expect(201);
        assignments.add(assignment);
    }
}
