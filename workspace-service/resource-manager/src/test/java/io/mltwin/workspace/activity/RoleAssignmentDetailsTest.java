package io.mltwin.workspace.activity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.Caller;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What events of role assignments say, and that no others say it. */
class RoleAssignmentDetailsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCOPE = "/subscriptions/s1/resourceGroups/rg1";
    private static final String ASSIGNMENT = SCOPE + "/providers/Microsoft.Authorization/roleAssignments/a1";
    private static final String BODY =
            "{\"properties\":{\"principalId\":\"p1\",\"roleDefinitionId\":\"/r1\",\"description\":\"why\",\"scope\":\"/other\"}}";
    private static final String SHOWN =
            "{\"properties\":{\"principalId\":\"p1\",\"roleDefinitionId\":\"/r1\",\"scope\":\"" + SCOPE + "\"}}";

    @Test
    void aWriteSaysWhatWasAskedAndADeletionWhatWasThere() throws Exception {
        JsonNode body = JSON.readTree(BODY);
        assertThat(RoleAssignmentDetails.ofRequest(call("PUT", ASSIGNMENT, body)))
                .isEqualTo(Map.of("requestbody", SHOWN));
        assertThat(RoleAssignmentDetails.ofAnswer(call("DELETE", ASSIGNMENT, null), body))
                .isEqualTo(Map.of("responseBody", SHOWN));
    }

    @Test
    void nothingElseSaysAnything() throws Exception {
        JsonNode body = JSON.readTree(BODY);
        String account = SCOPE + "/providers/Microsoft.Storage/storageAccounts/st1";
        assertThat(RoleAssignmentDetails.ofRequest(call("PUT", account, body))).isNull();
        assertThat(RoleAssignmentDetails.ofAnswer(call("DELETE", account, null), body))
                .isNull();
        assertThat(RoleAssignmentDetails.ofRequest(call("DELETE", ASSIGNMENT, null)))
                .isNull();
        assertThat(RoleAssignmentDetails.ofAnswer(call("PUT", ASSIGNMENT, body), body))
                .isNull();
        assertThat(RoleAssignmentDetails.ofAnswer(call("DELETE", ASSIGNMENT, null), null))
                .isNull();
    }

    private static ArmCall call(String method, String path, JsonNode body) {
        return new ArmCall(
                method,
                ArmTarget.parse(path),
                "2022-04-01",
                Map.of(),
                body,
                new Caller("t1", "o1", "c1", null, List.of()),
                "corr",
                "https://arm");
    }
}
