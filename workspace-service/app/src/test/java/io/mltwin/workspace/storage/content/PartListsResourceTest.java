package io.mltwin.workspace.storage.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of parts whatever moment the process dies at, and while somebody reads them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PartListsResourceTest {

    private static final byte[] BYTES = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    @Inject
    ContentStore contents;

    @Inject
    ContentFiles files;

    @Inject
    PartLists lists;

    @Inject
    OrphanSweep sweep;

    @Inject
    RootKeys rootKeys;

    @Inject
    PlatformConfig config;

    private DataKey key;

    @BeforeEach
    void aKey() {
        key = DataKeys.open(DataKeys.generate(rootKeys, "test"), rootKeys, "test");
    }

    private NewContent written() throws IOException {
        return contents.writeFile(key, new ByteArrayInputStream(BYTES));
    }

    private UUID list(NewContent content) {
        return QuarkusTransaction.requiringNew().call(() -> {
            contents.keep(null, content);
            return lists.keep(List.of(new Part(content.id(), 5, 4), new Part(content.id(), 0, 2)));
        });
    }

    private boolean isThere(NewContent content) throws IOException {
        try {
            files.read(content.id(), key).close();
            return true;
        } catch (java.nio.file.NoSuchFileException gone) {
            return false;
        }
    }

    private void sweepAsAfterARestart() throws IOException {
        sweep.sweep(System.currentTimeMillis() + 10_000);
    }

    private byte[] read(StoredBytes bytes, long first, long length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes.transfer(first, length, out);
        return out.toByteArray();
    }

    @Test
    void deathBeforeTheCommitLeavesAFileThatTheNextStartDeletes() throws IOException {
        NewContent kept = written();
        UUID list = list(kept);
        NewContent never = written();

        sweepAsAfterARestart();

        assertThat(isThere(never)).isFalse();
        try (StoredBytes bytes = lists.open(list, key)) {
            assertThat(read(bytes, 0, 6)).containsExactly(6, 7, 8, 9, 1, 2);
            assertThat(read(bytes, 3, 2)).containsExactly(9, 1);
        }
    }

    @Test
    void deathAfterTheCommitLeavesAFileThatTheNextStartDeletes() throws IOException {
        NewContent content = written();
        UUID list = list(content);
        StoredBytes reader = lists.open(list, key);

        QuarkusTransaction.requiringNew().run(() -> {
            Set<UUID> unused = lists.giveUp(list);
            contents.release(unused);
        });

        // as if the process had died: it waits for its reader and has not deleted the file
        assertThat(isThere(content)).isTrue();
        assertThat(lists.open(list, key)).as("given up").isNull();
        sweepAsAfterARestart();
        assertThat(isThere(content)).isFalse();
        reader.close();
    }

    @Test
    void aTransactionThatFailsLeavesTheListAndItsFile() throws IOException {
        NewContent content = written();
        UUID list = list(content);

        try {
            QuarkusTransaction.requiringNew().run(() -> {
                contents.release(lists.giveUp(list));
                throw new IllegalStateException("died");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("died");
        }

        sweepAsAfterARestart();
        try (StoredBytes bytes = lists.open(list, key)) {
            assertThat(bytes.range(0, 6).readAllBytes()).containsExactly(6, 7, 8, 9, 1, 2);
        }
    }

    @Test
    void theLastReaderTakesTheFileAlong() throws IOException {
        NewContent content = written();
        UUID list = list(content);
        StoredBytes first = lists.open(list, key);
        StoredBytes second = lists.open(list, key);
        QuarkusTransaction.requiringNew().run(() -> contents.release(lists.giveUp(list)));

        first.close();
        first.close();
        assertThat(read(second, 0, 2)).containsExactly(6, 7);
        second.close();

        assertThat(isThere(content)).isFalse();
        assertThat(Files.isDirectory(config.dataDir().resolve("blobs"))).isTrue();
    }
}
