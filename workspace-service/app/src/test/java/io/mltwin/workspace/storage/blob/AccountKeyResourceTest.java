package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.platform.clock.ClockStore;
import io.mltwin.resourceprovider.ResourceTypes;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestVault;
import io.mltwin.workspace.storage.accounts.StorageAccountBody;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Storage accounts under a customer-managed key: what its vault says is what happens. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AccountKeyResourceTest extends WithAccountKey {

    @Inject
    ResourceTypes types;

    @Inject
    ClockStore clock;

    @Test
    void aNewerVersionTakesOverAndNoByteIsWrittenAnew() throws Exception {
        write("before", SMALL);
        StorageAccountBody body = change(encryption(""));

        assertThat(body.properties().encryption().keySource()).isEqualTo("Microsoft.Keyvault");
        assertThat(versionInForce()).isEqualTo(vault.versionUri());
        assertThat(vault.wrappedBy()).isEqualTo(vault.versionUri());
        assertThat(read("before")).isEqualTo(SMALL);
        write("large", LARGE);
        String stored = ciphertexts();
        String first = vault.versionUri();

        vault.rotate();
        assertThat(versionInForce()).isEqualTo(first);
        assertThat(read("large")).isEqualTo(LARGE);
        assertThat(versionInForce()).isEqualTo(vault.versionUri()).isNotEqualTo(first);
        assertThat(vault.wrappedBy()).isEqualTo(vault.versionUri());
        assertThat(ciphertexts()).isEqualTo(stored);
        write("after", SMALL);
        assertThat(read("before")).isEqualTo(SMALL);
        assertThat(read("after")).isEqualTo(SMALL);
    }

    @Test
    void aNewerVersionCountsAfterTheDelayOfAnHour() throws SQLException {
        System.setProperty("mltwin.delay.key", "PT1H");
        try {
            write("before", SMALL);
            change(encryption(""));
            assertThat(read("before")).isEqualTo(SMALL);
            String first = vault.versionUri();
            vault.rotate();
            clock.move(Duration.ofMinutes(59).toSeconds());
            write("early", SMALL);
            assertThat(vault.wrappedBy()).isEqualTo(first);
            clock.move(Duration.ofMinutes(61).toSeconds());
            write("late", SMALL);
            assertThat(vault.wrappedBy()).isEqualTo(vault.versionUri()).isNotEqualTo(first);
            assertThat(versionInForce()).isEqualTo(vault.versionUri());
            for (String blob : List.of("before", "early", "late")) {
                assertThat(read(blob)).as(blob).isEqualTo(SMALL);
            }
        } finally {
            System.clearProperty("mltwin.delay.key");
            clock.move(0);
        }
    }

    private String ciphertexts() throws SQLException {
        try (var connection = database.connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("select string_agg(md5(c.ciphertext), ' ' order by c.id) from"
                                + " (select id, container_id, ciphertext from stored_content union all"
                                + " select id, container_id, ciphertext from blob) c"
                                + " join blob_container b on b.id = c.container_id"
                                + " join storage_account a on a.id = b.account_id where a.name = '"
                                + name
                                + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void aPinnedVersionStaysUntilItIsChanged() {
        String first = vault.versionUri();
        change(encryption(first.substring(first.lastIndexOf('/') + 1)));
        vault.rotate();
        write("a", SMALL);
        assertThat(versionInForce()).isEqualTo(first);

        String second = vault.versionUri();
        change(encryption(second.substring(second.lastIndexOf('/') + 1)));
        assertThat(versionInForce()).isEqualTo(second);
        assertThat(read("a")).isEqualTo(SMALL);
    }

    @Test
    void theVaultIsAskedOnceForEachRequest() {
        write("b", LARGE);
        change(encryption(""));
        int before = platform.calls().received("keyvault").size();

        as(WRITER, AUDIENCE).get("/con/b").then().statusCode(200);
        assertThat(platform.calls().received("keyvault")).hasSize(before + 1);
        as(WRITER, AUDIENCE).body(SMALL).put("/con/b").then().statusCode(201);
        assertThat(platform.calls().received("keyvault")).hasSize(before + 2);
    }

    @Test
    void aChangeCountsAfterTheDelayOfAnHour() throws SQLException {
        System.setProperty("mltwin.delay.key", "PT1H");
        try {
            write("b", SMALL);
            change(encryption(""));
            assertThat(read("b")).isEqualTo(SMALL);
            vault.enable(false);
            clock.move(Duration.ofMinutes(59).toSeconds());
            assertThat(read("b")).isEqualTo(SMALL);
            write("late", SMALL);
            clock.move(Duration.ofMinutes(61).toSeconds());
            assertForbidden(() -> read("b"));
            assertForbidden(() -> write("late", LARGE));
            vault.enable(true);
            clock.move(Duration.ofMinutes(120).toSeconds());
            assertForbidden(() -> read("b"));
            clock.move(Duration.ofMinutes(122).toSeconds());
            assertThat(read("b")).isEqualTo(SMALL);
            assertThat(read("late")).isEqualTo(SMALL);
        } finally {
            System.clearProperty("mltwin.delay.key");
            clock.move(0);
        }
    }

    @Test
    void anAccountGoesBackToMicrosoftsKeyAndToAnother() {
        write("b", SMALL);
        change(encryption(""));
        TestVault first = vault;
        vault = TestVault.play(platform, "cmk2", "other-" + name);
        vault.letIn(principal);
        change(encryption("").replace("'k-", "'other-"));
        first.enable(false);
        assertThat(read("b")).isEqualTo(SMALL);

        change("'properties':{'encryption':{'keySource':'Microsoft.Storage'}}");
        vault.enable(false);
        assertThat(read("b")).isEqualTo(SMALL);
        assertThat(shown().properties().encryption().keyVaultProperties()).isNull();
    }

    /** Without a request that would remember a key. */
    private ArmAnswer arm(String method, String path, String body) throws Exception {
        ArmCall call = new ArmCall(
                method,
                ArmTarget.parse(account + path),
                "2024-01-01",
                Map.of(),
                body == null ? null : json.readTree(body.replace('\'', '"')),
                CALLER,
                "c1",
                "https://management.example");
        FutureTask<ArmAnswer> answer = new FutureTask<>(() -> types.handle(call));
        new Thread(answer).start();
        return answer.get();
    }

    @Test
    void azureResourceManagerChangesAccountAndContainersWithoutAskingAVaultInATransaction() throws Exception {
        String containers = "/blobServices/default/containers/";
        String metadata = "{'properties':{'metadata':{'m':'1'}}}";
        arm("PATCH", "", "{" + encryption("") + "}");
        assertThat(arm("PUT", containers + "con2", metadata).status()).isEqualTo(201);
        assertThat(arm("PATCH", containers + "con2", metadata).status()).isEqualTo(200);
        assertThat(arm("GET", containers + "con2", null)
                        .body()
                        .at("/properties/metadata/m")
                        .asText())
                .isEqualTo("1");

        vault.enable(false);
        assertThat(arm("GET", containers + "con", null).status()).isEqualTo(200);
        assertThatThrownBy(() -> arm("GET", containers + "con2", null))
                .cause()
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo(REFUSED));
        vault.enable(true);

        assertThat(arm("DELETE", "", null).status()).isEqualTo(200);
        assertThat(arm("DELETE", "", null).status()).isEqualTo(204);
    }
}
