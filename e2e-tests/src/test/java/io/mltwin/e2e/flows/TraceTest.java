package io.mltwin.e2e.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.demo.FlowDiagrams;
import io.mltwin.local.demo.TrainingScript;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trace.Traces;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.traces.Hop;
import io.mltwin.traces.Hops;
import io.mltwin.traces.Participants;
import io.mltwin.traces.RecordedSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The five diagrams of the document as traces: each flow is one trace whose hops are those that the
 * document draws, in its order, with the kind of token and the receiver's verdict on each.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class TraceTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Pattern TRACE = Pattern.compile("^%% .*, trace ([0-9a-f]{32})$");
    private static final String CLIENT = Participants.CLIENT;
    private static final String AAD = Participants.AAD;
    private static final String ARM = Participants.ARM;
    private static final String AML = Participants.AML;

    @TempDir
    static Path folder;

    private final Map<String, List<RecordedSpan>> flows = new LinkedHashMap<>();

    @BeforeAll
    void playAllFive() throws Exception {
        Traces traces = new Traces(PLATFORM.client(), PLATFORM.platform().settings(), PLATFORM.tokens());
        PLATFORM.demo(TrainingScript.JAVA)
                .with(new FlowDiagrams(traces, folder))
                .run("traces");
        for (Path file : diagrams()) {
            Matcher trace = TRACE.matcher(Files.readAllLines(file).get(0));
            assertThat(trace.matches()).as(file.toString()).isTrue();
            flows.put(file.getFileName().toString(), traces.of(trace.group(1)));
        }
    }

    private List<Path> diagrams() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** {@code from → to [credential]}, in the order of the trace. */
    private record Arrow(String from, String to, String credential, String what) {
        boolean matches(Hop hop) {
            return hop.from().equals(from)
                    && hop.to().equals(to)
                    && hop.credential().startsWith(credential)
                    && hop.what().contains(what)
                    && !hop.refused();
        }
    }

    private void assertInOrder(String flow, Arrow... arrows) {
        List<Hop> hops = Hops.of(flows.get(flow));
        int at = 0;
        for (Arrow arrow : arrows) {
            int found = at;
            while (found < hops.size() && !arrow.matches(hops.get(found))) {
                found++;
            }
            assertThat(found)
                    .as(
                            "%s: %s among the hops from number %s on: %s",
                            flow, arrow, at, hops.stream().map(TraceTest::told).toList())
                    .isLessThan(hops.size());
            at = found + 1;
        }
    }

    private static String told(Hop hop) {
        return hop.from()
                + " → "
                + hop.to()
                + ": "
                + hop.what()
                + " ["
                + hop.credential()
                + ": "
                + hop.verdict()
                + "]\n";
    }

    @Test
    void creatingAWorkspaceGoesFromAadToArmToItsProviderToTheResources() {
        List<Arrow> arrows = new ArrayList<>(List.of(
                new Arrow(CLIENT, AAD, "client_secret", "/oauth2/v2.0/token"),
                new Arrow(CLIENT, ARM, "AAD token", "PUT"),
                new Arrow(ARM, Participants.RBAC, "service token", ""),
                new Arrow(ARM, AML, "in process", "PUT"),
                new Arrow(AML, ARM, "in process", "PUT"),
                new Arrow(ARM, Participants.STORAGE, "in process", "PUT")));
        for (String resource : List.of(Participants.VAULT, Participants.INSIGHTS, Participants.REGISTRY)) {
            arrows.add(new Arrow(AML, ARM, "in process", "PUT"));
            arrows.add(new Arrow(ARM, resource, "provider assertion", "PUT"));
        }
        arrows.add(new Arrow(AML, Participants.VAULT, "AAD token", "PUT /secrets/"));

        assertInOrder("1-create-a-workspace.mmd", arrows.toArray(Arrow[]::new));
    }

    @Test
    void savingSourceGoesFromAadToTheContentServiceToTheBlobs() {
        assertInOrder(
                "2-save-source-code.mmd",
                new Arrow(CLIENT, AAD, "client_secret", "/oauth2/v2.0/token"),
                new Arrow(CLIENT, AML, "AAD token", "POST /content/"),
                new Arrow(AML, Participants.STORAGE, "AAD token of the managed identity", "PUT /snapshots/files/"),
                new Arrow(Participants.STORAGE, Participants.RBAC, "service token", "may this"),
                new Arrow(AML, Participants.STORAGE, "AAD token of the managed identity", "PUT /snapshots/manifests/"));
    }

    @Test
    void aRunGoesFromTheUserOverAadArmAndAmlToTheTargetAndBack() {
        assertInOrder(
                "3-train.mmd",
                new Arrow(CLIENT, AAD, "client_secret", "/oauth2/v2.0/token"),
                new Arrow(CLIENT, ARM, "AAD token", "PUT"),
                new Arrow(ARM, AML, "provider assertion", "PUT"),
                new Arrow(CLIENT, AML, "AAD token", "POST /execution/"),
                new Arrow(AML, AAD, "service token", "/_internal/run-tokens"),
                new Arrow(AML, Participants.TARGET, "run token", "run "),
                new Arrow(
                        Participants.TARGET,
                        Participants.STORAGE,
                        "AAD token of the managed identity",
                        "GET /snapshots/files/"),
                new Arrow(Participants.TARGET, AML, "run token", "POST /history/"),
                new Arrow(Participants.TARGET, AML, "run token", "PATCH /history/"));
        assertInOrder(
                "3-train.mmd",
                new Arrow(AML, Participants.TARGET, "run token", "run "),
                new Arrow(AML, Participants.VAULT, "AAD token", "GET /secrets/"),
                new Arrow(Participants.TARGET, Participants.STORAGE, "SAS", "PUT /azureml-filestore-"),
                new Arrow(Participants.TARGET, AML, "run token", "POST /history/"));
    }

    @Test
    void metricsGoFromTheTargetToCosmosAndFromThereToTheClient() {
        assertInOrder(
                "3-train.mmd",
                new Arrow(Participants.TARGET, AML, "run token", "POST /history/"),
                new Arrow(AML, Participants.COSMOS, "in process", "write metrics"));
        assertInOrder(
                "4-query-runs-and-metrics.mmd",
                new Arrow(CLIENT, AAD, "client_secret", "/oauth2/v2.0/token"),
                new Arrow(CLIENT, AML, "AAD token", "POST /history/"),
                new Arrow(AML, Participants.RBAC, "service token", "may this"),
                new Arrow(AML, Participants.COSMOS, "in process", "read metrics"));
    }

    @Test
    void servingGoesFromTheModelToTheImageToTheServiceToApplicationInsights() {
        assertInOrder(
                "5-serve.mmd",
                new Arrow(CLIENT, AAD, "client_secret", "/oauth2/v2.0/token"),
                new Arrow(CLIENT, AML, "AAD token", "/models"),
                new Arrow(CLIENT, AML, "AAD token", "/images"),
                new Arrow(AML, Participants.STORAGE, "AAD token", "model.onnx"),
                new Arrow(AML, Participants.REGISTRY, "Basic", "PUT /v2/"),
                new Arrow(CLIENT, AML, "AAD token", "POST /modelmanagement"),
                new Arrow(CLIENT, Participants.WEB_SERVICE, "key", "POST /score"),
                new Arrow(Participants.WEB_SERVICE, Participants.INSIGHTS, "client certificate", "scoring-requests"));
    }

    @Test
    void eachFlowIsOneTraceOfTheServicesThatItNeeds() {
        assertThat(flows).hasSize(5);
        flows.forEach((flow, spans) -> assertThat(spans)
                .as(flow)
                .isNotEmpty()
                .extracting(RecordedSpan::traceId)
                .containsOnly(spans.get(0).traceId()));
        assertThat(flows.get("1-create-a-workspace.mmd"))
                .extracting(RecordedSpan::service)
                .contains("identity", "workspace", "keyvault", "scoring", "telemetry");
    }

    @Test
    void noSpanHoldsAQueryATokenOrASecretOfTheFixture() throws Exception {
        OperatorCredentials credentials = PLATFORM.platform().credentials();
        String all = flows.toString();

        assertThat(all).doesNotContain("?", "eyJ", "sig=", "Bearer ");
        credentials.servicePrincipals().values().stream()
                .map(OperatorCredentials.ServicePrincipal::secret)
                .filter(Objects::nonNull) // a public client has none
                .forEach(secret -> assertThat(all).doesNotContain(secret));
        credentials.users().values().forEach(user -> assertThat(all).doesNotContain(user.password()));
    }

    @Test
    void probesAdministrationAndTheDeliveryOfSpansAreInNoTrace() {
        assertThat(flows.values())
                .allSatisfy(spans -> assertThat(spans)
                        .extracting(RecordedSpan::path)
                        .noneMatch(path -> path.startsWith("/q/")
                                || path.equals("/v1/traces")
                                || path.startsWith("/_mltwin/") && !path.startsWith("/_mltwin/access/")));
    }

    @Test
    void aTraceIsTheAdministratorsToRead() throws Exception {
        int port = PLATFORM.port(PlatformService.TELEMETRY);
        Call call = Call.of("GET", port, "/_mltwin/traces?last=1");

        assertThat(PLATFORM.client().send(call).status()).isEqualTo(401);
        assertThat(PLATFORM.client()
                        .send(call.as(PLATFORM.tokens().of("owner", "https://management.azure.com")))
                        .status())
                .isEqualTo(401);
        assertThat(PLATFORM.client()
                        .send(call.as(PLATFORM.tokens().administrator()))
                        .status())
                .isEqualTo(200);
    }
}
