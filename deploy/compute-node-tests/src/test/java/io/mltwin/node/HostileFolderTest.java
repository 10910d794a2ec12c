package io.mltwin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs whose script replaces the folders from which the node stores data, outputs and logs: nothing
 * of the node's goes to the workspace, and nothing of the run stays on the node.
 */
class HostileFolderTest {

    private static final String SECRET = "of the node alone";

    /** What is put in place of {@code $p}; {@code $s} is a closed folder of the node's. */
    private static final Map<String, String> ATTACKS = Map.of(
            "link to a folder", "ln -s $s $p",
            "link to a file", "ln -s $s/key.pem $p",
            "links within", "mkdir $p && ln -s $s $p/a && ln -s $s/key.pem $p/b",
            "hard link", "mkdir $p && { ln $s/key.pem $p/key.pem || true; }",
            "pipe", "mkfifo $p",
            "closed", "mkdir -p $p/in && echo mine > $p/in/file && chmod 000 $p/in $p",
            "deep", "perl -e 'mkdir $ARGV[0]; chdir $ARGV[0]; for (1..300) { mkdir \"d\" x 40; chdir \"d\" x 40 }' $p",
            "new line", "mkdir $p && echo mine > \"$p/a\nb\" && ln -s $s \"$p/c\nd\"");

    private static final List<List<String>> PLACES = List.of(
            List.of("mounts", "cap", "outputs", "logs"),
            List.of("mounts/x", "cap/data-capability", "outputs/y", "logs/azureml"),
            List.of("mounts/x/train", "cap/data-capability/wd", "outputs/y/z", "logs/a/b"));

    @TempDir
    Path folder;

    private DataRun data;
    private Path secrets;

    @BeforeEach
    void startPlatform() throws Exception {
        data = new DataRun(folder);
        secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("key.pem"), SECRET);
        Files.setPosixFilePermissions(secrets.resolve("key.pem"), PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwx------"));
        data.platform().dataReferences =
                List.of(reference("x", "MOUNT", "mounts/x"), reference("wd", "UPLOAD", "cap/data-capability/wd"));
    }

    @AfterEach
    void stopPlatform() throws Exception {
        data.close();
    }

    static Stream<Arguments> cases() {
        return ATTACKS.keySet().stream()
                .sorted()
                .flatMap(attack -> PLACES.stream().map(places -> arguments(attack, places)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void nothingOfTheNodeIsStoredAndNothingOfTheRunStays(String attack, List<String> places) throws Exception {
        // Given
        String script = "s=%s; echo done > outputs/done; for p in %s; do mkdir -p $(dirname $p); rm -rf $p; %s; done"
                .formatted(secrets, String.join(" ", places), ATTACKS.get(attack));

        // When
        String end = data.run(script);

        // Then
        assertThat(end).isIn("Completed", "Failed");
        assertThat(data.platform().blobs)
                .as("what the workspace has")
                .allSatisfy((name, content) ->
                        assertThat(new String(content, StandardCharsets.UTF_8)).doesNotContain(SECRET));
        assertThat(Files.exists(folder.resolve("node/runs/run1"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(secrets.resolve("key.pem")).hasContent(SECRET);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rwx------");
    }

    private static Map<String, Object> reference(String name, String mode, String place) {
        return Map.of(
                "name", name, "datastore", "store1", "mode", mode, "path", "train", "folder", place, "overwrite", true);
    }
}
