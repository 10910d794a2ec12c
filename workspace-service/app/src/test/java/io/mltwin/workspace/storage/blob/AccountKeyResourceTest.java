package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.platform.clock.ClockStore;
import io.mltwin.resourceprovider.ResourceTypes;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestVault;
import io.mltwin.workspace.storage.accounts.StorageAccountBody;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Storage accounts under a customer-managed key: what its vault says is what happens. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AccountKeyResourceTest extends WithBlobAccount {

    private static final String REFUSED = "KeyVaultEncryptionKeyNotFound";
    private static final byte[] SMALL = random(1000);
    private static final byte[] LARGE = random(200_000);

    @Inject ObjectMapper json;
    @Inject ResourceTypes types;
    @Inject ClockStore clock;

    private TestVault vault;
    private String principal;

    @BeforeEach
    void playAVault() {
        vault = TestVault.play(platform, "cmk", "k-" + name);
        principal = change("'identity':{'type':'SystemAssigned'}").identity().principalId();
        vault.letIn(principal);
    }

    private StorageAccountBody change(String members) {
        try {
            return patch(
                    json.readValue(
                            ("{" + members + "}").replace('\'', '"'), StorageAccountRequest.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String encryption(String version) {
        return "'properties':{'encryption':{'keySource':'Microsoft.Keyvault','keyvaultproperties':{'keyname':'k-"
                + name
                + "','keyversion':'"
                + version
                + "','keyvaulturi':'"
                + vault.uri()
                + "'}}}";
    }

    private String versionInForce() {
        return accounts.get(account)
                .properties()
                .encryption()
                .keyVaultProperties()
                .currentVersionedKeyIdentifier();
    }

    private BlobClient blob(String blob) {
        return container().getBlobClient(blob);
    }

    private void write(String blob, byte[] content) {
        blob(blob).upload(new ByteArrayInputStream(content), content.length, true);
    }

    private byte[] read(String blob) {
        return blob(blob).downloadContent().toBytes();
    }

    private static void assertForbidden(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        e -> {
                            assertThat(e.getStatusCode()).isEqualTo(403);
                            assertThat(String.valueOf(e.getErrorCode())).isEqualTo(REFUSED);
                        });
    }

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
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select string_agg(md5(c.ciphertext), ' ' order by c.id) from"
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

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "no access"})
    void aKeyThatIsTakenAwayRefusesWhatAzureRefusesAndOnlyThat(String how) {
        write("b", SMALL);
        write("c", LARGE);
        blob("b").setMetadata(Map.of("m", "1"));
        change(encryption(""));

        if (how.equals("disabled")) {
            vault.enable(false);
        } else {
            vault.shutOut(principal);
        }
        for (ThrowingCallable refused : needingTheKey()) {
            assertForbidden(refused);
        }
        assertThat(container().listBlobs()).hasSize(2);
        assertThat(withKey().listBlobContainers()).hasSize(1);
        assertThat(blob("b").getBlockBlobClient().listBlocks(BlockListType.ALL)).isNotNull();
        assertThat(accounts.listKeys(account).keys()).hasSize(2);
        anotherAccountGoesOn();

        vault.enable(true);
        vault.letIn(principal);
        assertThat(read("b")).isEqualTo(SMALL);
        assertThat(read("c")).isEqualTo(LARGE);
        assertThat(blob("b").getProperties().getMetadata()).containsEntry("m", "1");
    }

    private List<ThrowingCallable> needingTheKey() {
        BlobClient blob = blob("b");
        return List.of(
                () -> read("b"),
                () -> read("c"),
                () -> write("b", LARGE),
                () -> write("new", SMALL),
                blob::getProperties,
                () -> blob.setMetadata(Map.of("m", "2")),
                () -> blob.setHttpHeaders(new BlobHttpHeaders().setContentType("text/plain")),
                () ->
                        blob.getBlockBlobClient()
                                .stageBlock("MQ==", BinaryData.fromString("a block")),
                () -> container().listBlobs(withMetadata(), null).stream().count());
    }

    private static ListBlobsOptions withMetadata() {
        return new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveMetadata(true));
    }

    private void anotherAccountGoesOn() {
        String thisName = name;
        ArmResourceId thisAccount = account;
        createAnAccountWithAContainer();
        write("elsewhere", SMALL);
        assertThat(read("elsewhere")).isEqualTo(SMALL);
        name = thisName;
        account = thisAccount;
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
    void aVaultThatIsAwayIsARefusal() {
        write("b", SMALL);
        change(encryption(""));
        platform.stopPeer("keyvault");
        try {
            assertForbidden(() -> read("b"));
        } finally {
            platform.startPeer("keyvault");
        }
        assertThat(read("b")).isEqualTo(SMALL);
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
        assertThat(accounts.get(account).properties().encryption().keyVaultProperties()).isNull();
    }

    @Test
    void aRevokedKeyIsNotLeftByItsLastRefuge() {
        write("b", SMALL);
        change(encryption(""));
        vault.enable(false);

        assertRefused(
                400, REFUSED, "'properties':{'encryption':{'keySource':'Microsoft.Storage'}}");
        assertForbidden(() -> read("b"));
        vault.enable(true);
        assertThat(read("b")).isEqualTo(SMALL);
    }

    private void assertRefused(int status, String code, String members) {
        assertThatThrownBy(() -> change(members))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> {
                            assertThat(fault.code()).isEqualTo(code);
                            assertThat(fault.status()).isEqualTo(status);
                        });
    }

    /** Without a request that would remember a key. */
    private ArmAnswer arm(String method, String path, String body) throws Exception {
        ArmCall call =
                new ArmCall(
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
    void azureResourceManagerChangesAccountAndContainersWithoutAskingAVaultInATransaction()
            throws Exception {
        String containers = "/blobServices/default/containers/";
        String metadata = "{'properties':{'metadata':{'m':'1'}}}";
        arm("PATCH", "", "{" + encryption("") + "}");
        assertThat(arm("PUT", containers + "con2", metadata).status()).isEqualTo(201);
        assertThat(arm("PATCH", containers + "con2", metadata).status()).isEqualTo(200);
        assertThat(
                        arm("GET", containers + "con2", null)
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

    @ParameterizedTest
    @CsvSource({
        "no access, KeyVaultAuthenticationFailure",
        "no purge protection, KeyVaultPolicyError",
        "disabled, InvalidValuesForRequestParameters",
        "no such version, KeyVaultEncryptionKeyNotFound",
        "no such vault, KeyVaultVaultNotFound",
        "no vault at all, InvalidValuesForRequestParameters",
        "no such identity, InvalidValuesForRequestParameters",
        "identity taken away, InvalidValuesForRequestParameters"
    })
    void aKeyThatCannotServeIsRefusedAndNothingChanges(String what, String code) {
        write("b", SMALL);
        String members = encryption("");
        switch (what) {
            case "no access" -> vault.shutOut(principal);
            case "no purge protection" -> vault.recoveryLevel("Recoverable+Purgeable");
            case "disabled" -> vault.enable(false);
            case "no such version" -> members = encryption("0123456789abcdef0123456789abcdef");
            case "no such vault" -> members = members.replace("//cmk.", "//gone.");
            case "no vault at all" ->
                    members = members.replace(vault.uri(), "https://example.com/");
            case "no such identity" ->
                    members =
                            members.replace(
                                    "'keySource'",
                                    "'identity':{'userAssignedIdentity':'"
                                            + account
                                            + "x'},'keySource'");
            default -> members = "'identity':{'type':'None'}," + members;
        }
        assertRefused(400, code, members);
        assertThat(accounts.get(account).properties().encryption().keySource())
                .isEqualTo("Microsoft.Storage");
        assertThat(read("b")).isEqualTo(SMALL);
    }
}
