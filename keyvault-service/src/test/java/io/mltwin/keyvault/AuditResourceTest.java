package io.mltwin.keyvault;

import static io.mltwin.keyvault.VaultClient.ARM_VERSION;
import static io.mltwin.keyvault.VaultClient.AUDIENCE;
import static io.mltwin.keyvault.VaultClient.OFFICER;
import static io.mltwin.keyvault.VaultClient.VAULTS;
import static io.mltwin.keyvault.VaultClient.policies;
import static io.mltwin.keyvault.VaultClient.send;
import static io.mltwin.keyvault.VaultClient.vaultBody;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.eventrelay.Durability;
import io.mltwin.eventrelay.Spool;
import io.mltwin.eventrelay.SpoolRecord;
import io.mltwin.events.VaultAuditEvent;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit events of operations: on the disk when the answer comes, while Kafka is away. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AuditResourceTest {

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    PlatformConfig config;

    @Inject
    ObjectMapper json;

    @TempDir
    Path folder;

    private VaultClient vaults;
    private String vault;

    @BeforeEach
    void aVault() {
        vaults = new VaultClient(service, issuer);
        vault = vaults.newVault(policies(OFFICER));
    }

    @Test
    void callerOperationAndResultAreThereWhenTheAnswerComes() throws IOException {
        vaults.set(vault, "audited", "never-in-an-event");
        assertThat(events()).extracting(VaultAuditEvent::operationName).containsExactly("VaultPut", "SecretSet");
        vaults.get(vault, "/secrets/audited/");
        vaults.get(vault, "/secrets/none");
        vaults.call(vault, "POST", "/keys/k/create", "{\"kty\":\"EC\"}");
        vaults.call(vault, "POST", "/keys/k/unwrapkey", """
                {"alg": "RSA-OAEP", "value": "bmV2ZXI"}""");
        String stranger = UUID.randomUUID().toString();
        send(
                vaults.at(vault, issuer.aad(AUDIENCE, stranger).sign()),
                "GET",
                "/secrets?api-version=7.4&x=never-in-an-event",
                null);
        send(service.given(vault + ".vault"), "DELETE", "/secrets/audited?api-version=7.4", null);
        vaults.get(vault, "/no/such/operation/at/all");

        List<VaultAuditEvent> events = events();
        assertThat(events)
                .extracting(VaultAuditEvent::operationName, VaultAuditEvent::httpStatusCode)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("VaultPut", 201),
                        org.assertj.core.groups.Tuple.tuple("SecretSet", 200),
                        org.assertj.core.groups.Tuple.tuple("SecretGet", 200),
                        org.assertj.core.groups.Tuple.tuple("SecretGet", 404),
                        org.assertj.core.groups.Tuple.tuple("KeyCreate", 200),
                        org.assertj.core.groups.Tuple.tuple("KeyUnwrap", 403),
                        org.assertj.core.groups.Tuple.tuple("SecretList", 403),
                        org.assertj.core.groups.Tuple.tuple("SecretDelete", 401));
        VaultAuditEvent set = events.get(1);
        assertThat(set.resourceId()).isEqualTo(VAULTS + vault);
        assertThat(set.resultType()).isEqualTo("Success");
        assertThat(set.resultSignature()).isEqualTo("OK");
        assertThat(set.operationVersion()).isEqualTo("7.4");
        assertThat(set.callerIpAddress()).isEqualTo("127.0.0.1");
        assertThat(set.identity()).containsEntry("oid", OFFICER);
        assertThat(set.requestUri()).endsWith("/secrets/audited?api-version=7.4");
        assertThat(events.get(6).resultSignature()).isEqualTo("Forbidden");
        assertThat(events.get(6).identity()).containsEntry("oid", stranger);
        assertThat(events.get(7).identity()).isEmpty();
        assertThat(json.writeValueAsString(events)).doesNotContain("never-in-an-event");
    }

    @Test
    void operationsOnTheVaultItselfAreThereToo() throws IOException {
        String uri = VAULTS + vault + ARM_VERSION;
        vaults.arm("GET", uri, null).then().statusCode(200);
        vaults.arm("PATCH", uri, "{\"tags\":{\"never\":\"in-an-event\"}}")
                .then()
                .statusCode(200);
        vaults.arm("PUT", uri, vaultBody(",\"softDeleteRetentionInDays\":6"))
                .then()
                .statusCode(400);
        vaults.arm(
                        "PUT",
                        VAULTS + vault + "/accessPolicies/add" + ARM_VERSION,
                        "{\"properties\":{\"accessPolicies\":[]}}")
                .then()
                .statusCode(200);
        vaults.arm("GET", VAULTS + vault + "/privateEndpointConnections" + ARM_VERSION, null);
        send(service.given(), "DELETE", uri, null).then().statusCode(401);
        vaults.arm("DELETE", uri, null).then().statusCode(200);
        vaults.arm("DELETE", uri, null).then().statusCode(204);

        List<VaultAuditEvent> events = events();
        assertThat(events)
                .extracting(VaultAuditEvent::operationName, VaultAuditEvent::httpStatusCode)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("VaultPut", 201),
                        org.assertj.core.groups.Tuple.tuple("VaultGet", 200),
                        org.assertj.core.groups.Tuple.tuple("VaultPatch", 200),
                        org.assertj.core.groups.Tuple.tuple("VaultPut", 400),
                        org.assertj.core.groups.Tuple.tuple("VaultPatch", 200),
                        org.assertj.core.groups.Tuple.tuple("VaultDelete", 200));
        VaultAuditEvent deleted = events.get(5);
        assertThat(deleted.resourceId()).isEqualTo(VAULTS + vault);
        assertThat(deleted.identity()).containsEntry("oid", OFFICER);
        assertThat(deleted.operationVersion()).isEqualTo("2023-07-01");
        assertThat(deleted.requestUri()).endsWith(VAULTS + vault + ARM_VERSION);
        assertThat(json.writeValueAsString(events)).doesNotContain("in-an-event");
    }

    @Test
    void listsRecoveryAndPurgeAndWhatIsWrittenThroughResourceManagerAreThere() throws IOException {
        String uri = VAULTS + vault + ARM_VERSION;
        vaults.arm("GET", VAULTS.substring(0, VAULTS.length() - 1) + ARM_VERSION, null)
                .then()
                .statusCode(200);
        vaults.arm(
                        "PUT",
                        VAULTS + vault + "/secrets/s" + ARM_VERSION,
                        "{\"properties\":{\"value\":\"never-in-an-event\"}}")
                .then()
                .statusCode(201);
        vaults.arm("PUT", VAULTS + vault + "/keys/k" + ARM_VERSION, "{\"properties\":{\"kty\":\"none\"}}")
                .then()
                .statusCode(400);
        vaults.arm("DELETE", uri, null).then().statusCode(200);
        vaults.arm("PUT", uri, """
                        {"location": "eastus", "properties": {"createMode": "recover"}}""").then().statusCode(201);
        vaults.arm("DELETE", uri, null).then().statusCode(200);
        String purge = VAULTS.replaceAll("/resourceGroups/.*", "")
                + "/providers/Microsoft.KeyVault/locations/eastus/deletedVaults/"
                + vault
                + "/purge"
                + ARM_VERSION;
        vaults.arm("POST", purge, null).then().statusCode(200);
        vaults.arm("POST", purge, null).then().statusCode(404);

        assertThat(events())
                .extracting(VaultAuditEvent::operationName, VaultAuditEvent::httpStatusCode)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("VaultPut", 201),
                        org.assertj.core.groups.Tuple.tuple("VaultList", 200),
                        org.assertj.core.groups.Tuple.tuple("SecretSet", 201),
                        org.assertj.core.groups.Tuple.tuple("KeyCreate", 400),
                        org.assertj.core.groups.Tuple.tuple("VaultDelete", 200),
                        org.assertj.core.groups.Tuple.tuple("VaultRecover", 201),
                        org.assertj.core.groups.Tuple.tuple("VaultDelete", 200),
                        org.assertj.core.groups.Tuple.tuple("VaultPurge", 200));
        assertThat(json.writeValueAsString(events())).doesNotContain("never-in-an-event");
    }

    @Test
    void aPurgeThatIsRefusedIsThere() throws IOException {
        String kept = vaults.newVault(policies(OFFICER) + ",\"enablePurgeProtection\":true");
        vaults.arm("DELETE", VAULTS + kept + ARM_VERSION, null).then().statusCode(200);
        vault = kept;
        vaults.arm(
                        "POST",
                        VAULTS.replaceAll("/resourceGroups/.*", "")
                                + "/providers/Microsoft.KeyVault/locations/eastus/deletedVaults/"
                                + kept
                                + "/purge"
                                + ARM_VERSION,
                        null)
                .then()
                .statusCode(org.hamcrest.Matchers.greaterThanOrEqualTo(400));

        assertThat(events().get(2).operationName()).isEqualTo("VaultPurge");
        assertThat(events().get(2).resultType()).isEqualTo("Failure");
    }

    /** Of this vault, in order; read as after a kill, from a copy of the spool. */
    private List<VaultAuditEvent> events() throws IOException {
        Path copy = Files.createTempDirectory(folder, "audit");
        try (Stream<Path> files = Files.list(config.dataDir().resolve("audit"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        List<VaultAuditEvent> found = new ArrayList<>();
        try (Spool spool = Spool.open(copy, Durability.OPERATING_SYSTEM)) {
            for (List<SpoolRecord> batch = spool.next(500); !batch.isEmpty(); batch = spool.next(500)) {
                for (SpoolRecord record : batch) {
                    VaultAuditEvent event = json.readValue(record.content(), VaultAuditEvent.class);
                    if (event.resourceId().endsWith("/" + vault)) {
                        found.add(event);
                    }
                }
                spool.published(batch);
            }
        }
        return found;
    }
}
