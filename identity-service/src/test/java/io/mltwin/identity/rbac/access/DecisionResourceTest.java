package io.mltwin.identity.rbac.access;

import static io.mltwin.identity.rbac.RolesUnderTest.ML;
import static io.mltwin.identity.rbac.RolesUnderTest.READER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.Answer;
import io.mltwin.identity.rbac.RolesUnderTest;
import io.mltwin.identity.rbac.RolesUnderTest.Colleague;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** To whom a decision is explained, and what the explanation says. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DecisionResourceTest {

    private static final String HEADER = "x-ms-mltwin-decision";

    @FromPlatform
    TestPlatform platform;

    private RolesUnderTest roles;
    private Colleague dana;
    private Colleague reader;
    private Colleague nobody;

    @BeforeEach
    void joins() {
        roles = new RolesUnderTest(platform);
        dana = roles.join();
        reader = roles.join(roles.subscription(), READER);
        nobody = roles.join();
    }

    @Test
    void itIsToldToWhomItConcernsAndToWhoMayReadAssignments() {
        String id = roles.refusal(dana, ML + "/read", roles.workspace());

        assertThat(roles.decision(id, roles.token(dana)).status()).isEqualTo(200);
        assertThat(roles.decision(id, roles.token(dana, "https://graph.microsoft.com"))
                        .status())
                .isEqualTo(200);
        assertThat(roles.decision(id, roles.token(reader)).status()).isEqualTo(200);
        assertThat(roles.decision(id, roles.administrator()).status()).isEqualTo(200);
        assertThat(roles.decision(id, roles.token(nobody)).status()).isEqualTo(404);
        assertThat(roles.decision(id, roles.token(reader, "https://vault.azure.net"))
                        .status())
                .isEqualTo(401);
        assertThat(roles.decision(dana.objectId(), roles.token(dana)).status()).isEqualTo(404);
    }

    @Test
    void itSaysWhatWasAndWhatWouldHelp() {
        String workspace = roles.workspace();
        String assigned = roles.assign(dana, workspace, roles.builtIn(READER));
        String refused = roles.refusal(dana, ML + "/delete", workspace);
        roles.remove(assigned);

        JsonNode told = roles.decision(refused, roles.token(dana)).expect(200).json();

        // as it was then, though the role is gone
        assertThat(told.path("roleAssignments")).hasSize(1);
        assertThat(told.path("roleAssignments").path(0).path("roleName").asText())
                .isEqualTo("Reader");
        assertThat(told.path("roleAssignments").path(0).path("result").asText()).isEqualTo("NOT_NAMED");
        assertThat(told.path("smallestRole").path("roleName").asText()).isEqualTo("Contributor");
        assertThat(told.path("smallestRole").path("scope").asText()).isEqualToIgnoringCase(workspace);
    }

    @Test
    void anybodyMayAskAboutThemselvesAndAboutOthersWhoMayReadAssignments() {
        Map<String, Object> about =
                Map.of("principalId", dana.objectId(), "action", ML + "/write", "scope", roles.workspace());

        assertThat(roles.explain(about, roles.token(dana)).status()).isEqualTo(200);
        assertThat(roles.explain(about, roles.token(reader)).status()).isEqualTo(200);
        Answer refused = roles.explain(about, roles.token(nobody));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header(HEADER)).isNotNull();
    }

    /** Who reads no assignments any more is told nothing of others from that moment. */
    @Test
    void userWithoutTheRoleIsToldOfNoOtherUser() {
        Map<String, Object> about =
                Map.of("principalId", nobody.objectId(), "action", ML + "/read", "scope", roles.group());
        String assigned = roles.assign(dana, roles.group(), roles.builtIn(READER));
        assertThat(roles.explain(about, roles.token(dana)).status()).isEqualTo(200);

        roles.remove(assigned);

        assertThat(roles.explain(about, roles.token(dana)).status()).isEqualTo(403);
    }
}
