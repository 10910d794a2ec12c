package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the blob plane remembers and does in one step is what the database holds: nothing that was
 * taken away, nothing that was never committed, and of writes at once the whole of one.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobMemoryResourceTest extends WithBlobAccount {

    private static final int AT_ONCE = 8;

    @Test
    void aKeyThatWasReplacedSignsNothingFromThenOn() {
        BlobClient first = put("b", "hello");
        String second = key(1);
        for (int i = 0; i < 5; i++) {
            assertThat(first.downloadContent().toString()).isEqualTo("hello");
            regenerateKey("key1");
            assertRefused(403, "AuthenticationFailed", first::downloadContent);
            assertThat(withKey(second).downloadContent().toString()).isEqualTo("hello");
            first = withKey(key(0));
        }
    }

    @Test
    void changedAccountForbidsWithTheNextRequest() {
        BlobClient blob = put("b", "hello");
        for (int i = 0; i < 5; i++) {
            blob.downloadContent();
            patch("'allowSharedKeyAccess':false");
            assertRefused(403, "KeyBasedAuthenticationNotPermitted", blob::downloadContent);
            patch("'allowSharedKeyAccess':true,'networkAcls':{'defaultAction':'Deny'}");
            assertRefused(403, "AuthorizationFailure", blob::downloadContent);
            patch("'networkAcls':{'defaultAction':'Allow'}");
        }
        assertThat(blob.downloadContent().toString()).isEqualTo("hello");
    }

    @Test
    void aKeyThatWasReplacedWritesNothing() throws SQLException {
        put("b", "hello");
        for (int i = 0; i < 3; i++) {
            BlobClient old = withKey(key(0), "new" + i);
            regenerateKey("key1");
            assertRefused(403, "AuthenticationFailed", () -> old.upload(BinaryData.fromString("never"), true));
            assertThat(contents()).isEqualTo(1 + i);
            // the account has changed since it was read last: the body is read once and kept whole
            put("new" + i, "kept " + i);
            assertThat(withKey(key(1), "new" + i).downloadContent().toString()).isEqualTo("kept " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 65_536, 65_537})
    void aBodyIsStoredWholeThoughTheAccountHasChanged(int length) throws SQLException {
        put("b", "hello");
        String text = "x".repeat(length);
        for (int i = 0; i < 3; i++) {
            patch("'allowBlobPublicAccess':" + (i == 1));
            withKey(key(0), "changed").upload(BinaryData.fromString(text), true);
            patch("'allowBlobPublicAccess':" + (i == 0));
            assertThat(withKey(key(0), "changed").downloadContent().toString()).isEqualTo(text);
        }
        assertThat(contents()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsNotCommittedIsNotKnown(boolean commit) throws SQLException {
        BlobClient blob = put("b", "hello");
        blob.downloadContent();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate(
                    "update storage_account set allow_shared_key_access = false where name = '" + name + "'");
            statement.executeUpdate(
                    "delete from blob where name = 'b' and container_id in (select c.id from blob_container c"
                            + " join storage_account a on a.id = c.account_id where a.name = '"
                            + name
                            + "')");
            assertThat(blob.downloadContent().toString()).isEqualTo("hello");
            if (commit) {
                connection.commit();
                assertRefused(403, "KeyBasedAuthenticationNotPermitted", blob::downloadContent);
                as(WRITER, AUDIENCE).get("/con/b").then().statusCode(404);
            } else {
                connection.rollback();
                assertThat(blob.downloadContent().toString()).isEqualTo("hello");
            }
        }
    }

    @Test
    void anAccountOfTheSameNameIsAnother() {
        BlobClient old = put("b", "hello");
        old.downloadContent();
        deleteAccount();
        as(WRITER, AUDIENCE).get("/con/b").then().statusCode(404);
        put(request(null));
        assertRefused(403, "AuthenticationFailed", old::downloadContent);
        as(WRITER, AUDIENCE).get("/con/b").then().statusCode(404).header("x-ms-error-code", "ContainerNotFound");
    }

    @Test
    void oneOfManyWritesAtOnceThatMustCreateDoes() throws Exception {
        List<Integer> statuses = atOnce(number -> as(WRITER, AUDIENCE)
                .header("If-None-Match", "*")
                .body("of " + number)
                .put("/con/once")
                .statusCode());
        Collections.sort(statuses);
        assertThat(statuses.get(0)).isEqualTo(201);
        assertThat(statuses.subList(1, AT_ONCE)).containsOnly(409);
        assertThat(contents()).isEqualTo(1);
    }

    @Test
    void writesAtOnceOfOneNameLeaveTheWholeOfOneAndNothingBeside() throws Exception {
        List<Integer> statuses = atOnce(number -> as(WRITER, AUDIENCE)
                .body(String.valueOf(number).repeat(5000))
                .put("/con/many")
                .statusCode());
        assertThat(statuses).containsOnly(201);
        String left = container().getBlobClient("many").downloadContent().toString();
        assertThat(left).isEqualTo(left.substring(0, 1).repeat(5000));
        assertThat(contents()).isEqualTo(1);
    }

    @Test
    void aBlobPutUnderTheNameOfStagedBlocksDiscardsThem() throws SQLException {
        BlockBlobClient blob = container().getBlobClient("staged").getBlockBlobClient();
        blob.stageBlock("YQ==", new ByteArrayInputStream(new byte[3]), 3);
        container().getBlobClient("staged").upload(BinaryData.fromString("whole"), true);
        assertThat(blob.listBlocks(BlockListType.ALL).getUncommittedBlocks()).isEmpty();
        assertThat(blob.downloadContent().toString()).isEqualTo("whole");
        assertThat(contents()).isEqualTo(1);
    }

    @Test
    void inAContainerThatIsNotThereNothingIsMade() throws SQLException {
        as(WRITER, AUDIENCE)
                .body("x")
                .put("/none/b")
                .then()
                .statusCode(404)
                .header("x-ms-error-code", "ContainerNotFound");
        as(WRITER, AUDIENCE)
                .header("If-Match", "\"0x1\"")
                .body("x")
                .put("/con/b")
                .then()
                .statusCode(412);
        assertThat(contents()).isZero();
    }

    private interface Sending {
        int send(int number);
    }

    private static List<Integer> atOnce(Sending sending) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Integer>> started = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                int number = i;
                started.add(pool.submit(() -> sending.send(number)));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> one : started) {
                statuses.add(one.get());
            }
            return statuses;
        } finally {
            pool.shutdownNow();
        }
    }

    private BlobClient put(String blob, String text) {
        BlobClient client = withKey(key(0), blob);
        client.upload(BinaryData.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
        return client;
    }

    private BlobClient withKey(String key) {
        return withKey(key, "b");
    }

    private BlobClient withKey(String key, String blob) {
        return client().credential(new StorageSharedKeyCredential(name, key))
                .buildClient()
                .getBlobContainerClient("con")
                .getBlobClient(blob);
    }

    /** How many contents the account's containers have. */
    private int contents() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select count(*) from (select container_id from stored_content union all"
                                + " select container_id from blob where ciphertext is not null) s"
                                + " join blob_container c on c.id = s.container_id"
                                + " join storage_account a on a.id = c.account_id where a.name = '"
                                + name
                                + "'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
