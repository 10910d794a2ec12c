package io.mltwin.compute.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SNP-05: only what changed is sent, the whole tree is there. */
class SnapshotTreeTest {

    private static final SnapshotFile A1 = new SnapshotFile("a.py", "1".repeat(64), 1);
    private static final SnapshotFile A2 = new SnapshotFile("a.py", "2".repeat(64), 2);
    private static final SnapshotFile B = new SnapshotFile("lib/b.py", "3".repeat(64), 3);
    private static final SnapshotFile C = new SnapshotFile("lib/c.py", "4".repeat(64), 4);

    @Test
    void takesUnchangedFilesFromTheParent() {
        assertThat(SnapshotTree.merge(List.of(A1, B), List.of(A2), null)).containsExactly(A2, B);
        assertThat(SnapshotTree.merge(List.of(), List.of(C, A1), null)).containsExactly(A1, C);
    }

    @Test
    void leavesOutWhatTheTreeDoesNotName() {
        assertThat(SnapshotTree.merge(
                        List.of(A1, B),
                        List.of(C),
                        tree("[{'path':'lib','type':'Directory'},{'path':'lib/c.py'},{'path':'a.py'}]")))
                .containsExactly(A1, C);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{'path':'unknown.py'}]",
                "[{'path':'../a.py'}]",
                "[{'path':'a.py','hash':'9999999999999999999999999999999999999999999999999999999999999999'}]",
                "[{'path':'a.py'}]",
                "[{}]"
            })
    void refusesATreeThatDoesNotFit(String tree) {
        AzureException fault = catchThrowableOfType(
                AzureException.class, () -> SnapshotTree.merge(List.of(A1), List.of(B), tree(tree)));
        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(400);
    }

    @Test
    void refusesNothingAndAFileUnderAFile() {
        assertThat(catchThrowableOfType(AzureException.class, () -> SnapshotTree.merge(List.of(), List.of(), null))
                        .status())
                .isEqualTo(400);
        SnapshotFile lib = new SnapshotFile("lib", "5".repeat(64), 5);
        assertThat(catchThrowableOfType(AzureException.class, () -> SnapshotTree.merge(List.of(B), List.of(lib), null))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void digestTellsPathsAndContentsApart() {
        String one = SnapshotTree.digest(List.of(A1, B));
        assertThat(one).isEqualTo(SnapshotTree.digest(SnapshotTree.merge(List.of(B), List.of(A1), null)));
        assertThat(one).isNotEqualTo(SnapshotTree.digest(List.of(A2, B)));
        assertThat(one).isNotEqualTo(SnapshotTree.digest(List.of(A1, new SnapshotFile("lib/x.py", B.sha256(), 3))));
    }

    private static JsonNode tree(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
