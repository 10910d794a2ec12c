package io.mltwin.telemetry.security;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Assessments of images in registries, as the plan of the subscription and the scans say. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class AssessmentResourceTest {

    private static final String ASSESSMENTS = "/providers/Microsoft.Security/assessments";
    private static final String KEY = "/dbd0cb49-b563-45e7-9724-889e799fa648";
    private static final String FINDINGS = """
            [{"advisory": "CVE-2022-0778", "cves": ["CVE-2022-0778"], "summary": "OpenSSL loops", "details": "d",
              "published": "2022-03-15T17:15:08Z", "score": %s, "references": ["https://example.com/a"],
              "ecosystem": "Debian:11", "packageName": "openssl", "packageVersion": "1.1.1k-1+deb11u1",
              "path": "var/lib/dpkg/status", "fixedIn": "1.1.1k-1+deb11u2"}]""";

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final String registry =
            subscription + "/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/reg";
    private AssertedArm arm;

    @BeforeEach
    void somebody() {
        arm = new AssertedArm(service, issuer, UUID.randomUUID().toString());
    }

    private void scansFind(String images) {
        calls.answer(
                "scoring",
                "GET",
                "/_internal/image-findings",
                PeerAnswer.json(200, "{\"registries\":[\"%s\"],\"images\":[%s]}".formatted(registry, images)));
    }

    private String image(String error, String findings) {
        return """
        {"registryId": "%s", "repository": "a/b", "digest": "sha256:1", "scannedAt": "2026-01-01T00:00:00Z",
         "error": %s, "findings": %s}""".formatted(registry, error, findings);
    }

    private void plan(String tier) {
        arm.send(
                        "PUT",
                        subscription + "/providers/Microsoft.Security/pricings/ContainerRegistry",
                        "{'properties':{'pricingTier':'" + tier + "'}}")
                .statusCode(200);
    }

    @Test
    void findingsMakeTheRegistryUnhealthyAndAreListedBelow() {
        // Given
        scansFind(image("null", FINDINGS.formatted("7.5")));
        plan("Standard");
        // When, Then
        arm.send("GET", registry + ASSESSMENTS + KEY, null)
                .statusCode(200)
                .body("id", equalTo(registry + ASSESSMENTS + KEY))
                .body("properties.status.code", equalTo("Unhealthy"))
                .body("properties.resourceDetails.id", equalTo(registry));
        arm.send("GET", subscription + ASSESSMENTS, null)
                .statusCode(200)
                .body("value.name", contains(KEY.substring(1)));
        String sub = arm.send("GET", registry + ASSESSMENTS + KEY + "/subAssessments", null)
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].properties.status.severity", equalTo("High"))
                .body(
                        "value[0].properties.additionalData.assessedResourceType",
                        equalTo("ContainerRegistryVulnerability"))
                .body("value[0].properties.additionalData.cve[0].title", equalTo("CVE-2022-0778"))
                .body("value[0].properties.additionalData.cvss.'3.0'.base", equalTo(7.5f))
                .body("value[0].properties.additionalData.patchable", equalTo(true))
                .body("value[0].properties.remediation", containsString("1.1.1k-1+deb11u2"))
                .extract()
                .path("value[0].id");
        arm.send("GET", sub, null).statusCode(200).body("properties.id", equalTo("CVE-2022-0778"));
        arm.send("GET", sub + "0", null).statusCode(404);
        arm.send("GET", subscription + "/providers/Microsoft.Security/subAssessments", null)
                .statusCode(200)
                .body("value", hasSize(1));
    }

    @Test
    void withoutThePlanNothingIsAssessed() {
        scansFind(image("null", FINDINGS.formatted("7.5")));
        plan("Standard");
        plan("Free");
        arm.send("GET", registry + ASSESSMENTS + KEY, null).statusCode(404);
        arm.send("GET", registry + ASSESSMENTS + KEY + "/subAssessments", null).statusCode(404);
        arm.send("GET", subscription + ASSESSMENTS, null).statusCode(200).body("value", hasSize(0));
        arm.send("GET", subscription + "/providers/Microsoft.Security/subAssessments", null)
                .body("value", hasSize(0));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            nullValues = "null",
            value = {
                "healthy, Healthy, null",
                "no images, NotApplicable, NoImages",
                "not scanned, NotApplicable, ScanFailed"
            })
    void theStatusSaysWhatIsKnown(String images, String code, String cause) {
        scansFind(
                switch (images) {
                    case "healthy" -> image("null", "[]");
                    case "no images" -> "";
                    default -> image("\"A layer is compressed with zstd\"", "[]");
                });
        plan("Standard");
        arm.send("GET", registry + ASSESSMENTS + KEY, null)
                .statusCode(200)
                .body("properties.status.code", equalTo(code))
                .body("properties.status.cause", equalTo(cause));
        arm.send("GET", registry + ASSESSMENTS + "/another", null).statusCode(404);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"9.8, High", "7.0, High", "6.9, Medium", "4.0, Medium", "3.9, Low", "null, Medium"})
    void theScoreDecidesTheSeverity(String score, String severity) {
        scansFind(image("null", FINDINGS.formatted(score)));
        plan("Standard");
        arm.send("GET", registry + ASSESSMENTS + KEY + "/subAssessments", null)
                .body("value[0].properties.status.severity", equalTo(severity));
    }
}
