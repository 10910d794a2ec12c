package io.mltwin.e2e.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.activity.ActivityTable;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Writes of the control plane are in the activity log with operation, caller and time; runs and
 * models are not.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class ActivityLogTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String EVENTS = "Microsoft.Insights/eventtypes/values/read";

    @Test
    void creatingAWorkspaceIsLoggedTrainingAndRegisteringAreNot() throws Exception {
        FlowState flows = PLATFORM.flows();
        Azure azure = PLATFORM.azure();
        String from = Instant.now()
                .minus(1, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace("Z", "");
        String filter = UriEncoding.encodeQueryValue("eventTimestamp ge " + from + " and resourceGroupName eq 'rg1'");
        String address =
                azure.arm(PLATFORM.subscription() + "/providers/Microsoft.Insights/eventtypes/management/values")
                                .replace("2022-10-01", "2015-04-01")
                        + "&$filter="
                        + filter;

        List<JsonNode> events = await().atMost(Duration.ofSeconds(20))
                .until(() -> everyPage(address, azure.armToken("reader")), found -> {
                    for (JsonNode event : found) {
                        if (isWorkspaceWrite(event, flows)
                                && event.path("eventName")
                                        .path("value")
                                        .asText()
                                        .equals("EndRequest")) {
                            return true;
                        }
                    }
                    return false;
                });

        assertThat(events).anySatisfy(event -> {
            assertThat(isWorkspaceWrite(event, flows)).isTrue();
            assertThat(event.path("caller").asText())
                    .isEqualTo(PLATFORM.platform()
                            .credentials()
                            .servicePrincipals()
                            .get("contributor")
                            .applicationId());
            assertThat(Instant.parse(event.path("eventTimestamp").asText()))
                    .isBefore(Instant.now().plusSeconds(5));
            assertThat(event.path("correlationId").asText()).isNotEmpty();
        });
        assertThat(events).noneMatch(ActivityLogTest::isReadOrOfTraining);
    }

    @Test
    @ResourceLock(GrantedRole.OF_NORA)
    void readerOfOneWorkspaceSeesItsEventsOnly() throws Exception {
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        String workspace = PLATFORM.flows().workspaceId();
        String address =
                azure.arm(PLATFORM.subscription() + "/providers/Microsoft.Insights/eventtypes/management/values")
                        + "&$filter="
                        + UriEncoding.encodeQueryValue("eventTimestamp ge "
                                + Instant.now()
                                        .minus(1, ChronoUnit.HOURS)
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString()
                                        .replace("Z", ""));
        String nora = azure.armToken("nora");
        client.get(address, nora).expect(403);
        client.get(
                        address.replace(PLATFORM.subscription(), "/subscriptions/20000000-0000-4000-8000-00000000dead"),
                        nora)
                .expect(403);

        GrantedRole role = GrantedRole.of(PLATFORM, "nora", workspace, EVENTS);
        try {
            JsonNode events = await().atMost(Duration.ofSeconds(20))
                    .until(() -> client.get(address, nora).expect(200).json().path("value"), found -> !found.isEmpty());
            assertThat(events)
                    .extracting(event -> event.path("resourceId").asText().toLowerCase(Locale.ROOT))
                    .allMatch(id -> id.startsWith(workspace.toLowerCase(Locale.ROOT)));
        } finally {
            role.close();
        }
    }

    private static List<JsonNode> everyPage(String address, String token) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (String next = address; next != null; ) {
            JsonNode page = PLATFORM.flowClient().get(next, token).expect(200).json();
            page.path("value").forEach(events::add);
            next = page.path("nextLink").asText(null);
        }
        return events;
    }

    /** Other tests register models of other names in the group by Azure Resource Manager. */
    private static boolean isReadOrOfTraining(JsonNode event) {
        String operation = event.path("operationName").path("value").asText();
        String resource = AsciiCase.lower(event.path("resourceId").asText());
        return operation.endsWith("/read")
                || operation.contains("/runs/")
                || resource.contains("/models/breast-cancer");
    }

    private static boolean isWorkspaceWrite(JsonNode event, FlowState flows) {
        return event.path("operationName")
                        .path("value")
                        .asText()
                        .equals("Microsoft.MachineLearningServices/workspaces/write")
                && event.path("resourceId").asText().equalsIgnoreCase(flows.workspaceId());
    }

    @Test
    void theLogIsShownAsATable() throws Exception {
        List<String> lines = new ActivityTable(
                        PLATFORM.azure(),
                        PLATFORM.flowClient(),
                        PLATFORM.fixture().subscription().subscriptionId())
                .lines(PLATFORM.azure().armToken("reader"), null, 5);

        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).contains("TIME", "OPERATION", "STATUS", "CALLER", "RESOURCE");
        assertThat(lines.subList(1, 6))
                .allSatisfy(line -> assertThat(line)
                        .matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z +Microsoft\\.\\S+ +\\w+ +\\S+ +/subscriptions/.+"));
    }
}
