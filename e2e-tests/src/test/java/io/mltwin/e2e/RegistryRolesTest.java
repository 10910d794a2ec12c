package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowClient.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

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
        String registry =
                client.get(azure.arm(PLATFORM.flows().workspaceId()), owner)
                        .expect(200)
                        .json()
                        .path("properties")
                        .path("containerRegistry")
                        .asText();
        String login =
                client.get(azure.arm(registry), owner)
                        .expect(200)
                        .json()
                        .path("properties")
                        .path("loginServer")
                        .asText();
        exchange(login).expect(403);

        assign(PULL, registry, owner);
        String repository = repository(login);
        String pulling = access(login, repository);
        get(login, "/v2/" + repository + "/tags/list", pulling).expect(200);
        upload(login, repository, pulling).expect(401);

        assign(PUSH, registry, owner);
        upload(login, repository, access(login, repository)).expect(202);
    }

    /** One that the flows have pushed to. */
    private String repository(String login) throws IOException {
        Answer catalog = get(login, "/v2/_catalog", token(login, "registry:catalog:*"));
        String repository = catalog.expect(200).json().path("repositories").path(0).asText();
        assertThat(repository).isNotEmpty();
        return repository;
    }

    private String access(String login, String repository) throws IOException {
        return token(login, "repository:" + repository + ":pull,push");
    }

    private String token(String login, String scope) throws IOException {
        String refresh = exchange(login).expect(200).json().path("refresh_token").asText();
        return form(
                        login,
                        "/oauth2/token",
                        "grant_type=refresh_token&service="
                                + login
                                + "&scope="
                                + scope
                                + "&refresh_token="
                                + refresh)
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }

    private Answer exchange(String login) throws IOException {
        return form(
                login,
                "/oauth2/exchange",
                "grant_type=access_token&service="
                        + login
                        + "&access_token="
                        + azure.armToken("nora"));
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
        return client.json(
                "POST", "https://" + login + "/v2/" + repository + "/blobs/uploads/", token, null);
    }

    private void assign(String role, String registry, String owner) throws IOException {
        String assignment = registry + AUTHORIZATION + "roleAssignments/" + UUID.randomUUID();
        Map<String, Object> properties =
                Map.of(
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
