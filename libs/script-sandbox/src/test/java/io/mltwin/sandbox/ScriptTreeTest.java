package io.mltwin.sandbox;

import static io.mltwin.sandbox.SandboxPlace.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mltwin.sandbox.SandboxRequest.MountSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What scripts put in place of their folders, and what the platform makes of it. */
class ScriptTreeTest {

    private static final String KEY = "the key";

    /** Each component of each path that a script can write. */
    private static final List<String> PLACES = List.of(
            "mounts",
            "mounts/x",
            "mounts/x/y/z",
            "cap",
            "cap/data-capability",
            "cap/data-capability/wd",
            "outputs",
            "outputs/model",
            "logs",
            "logs/azureml",
            "user_logs",
            "tmp",
            "venv",
            "venv/bin",
            "venv/bin/python");

    private SandboxPlace sandboxes;
    private Path folder;

    @BeforeEach
    void makeFolders() throws IOException {
        sandboxes = new SandboxPlace();
        folder = sandboxes.place.resolve("run");
    }

    @AfterEach
    void removeFolders() throws IOException {
        ScriptTree.delete(folder);
        sandboxes.close();
    }

    static Stream<Arguments> attacks() {
        return PLACES.stream()
                .flatMap(place -> Stream.of(Attack.values())
                        // a disk takes seconds to delete it
                        .filter(attack -> attack != Attack.DEEPEST)
                        .map(attack -> arguments(place, attack)));
    }

    static Stream<Arguments> attacksInSandboxes() throws IOException {
        return SandboxPlace.working()
                .flatMap(kind -> Stream.of(Attack.values()).map(attack -> arguments(kind, attack)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("attacks")
    void nothingOfThePlatformIsReadAndNothingOfTheScriptStays(String place, Attack attack) throws Exception {
        // Given
        Files.createDirectory(folder);
        shell(attack.script(place, sandboxes.place));

        // When
        List<String> read = readAll(Path.of(place).getName(0));

        // Then
        assertThat(read).allSatisfy(content -> assertThat(content).isIn("mine\n", ""));
        requireGone();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("attacksInSandboxes")
    void neitherIsItOfAScriptInASandbox(SandboxKind kind, Attack attack) throws Exception {
        // Given
        sandboxes.run(kind, Map.of("PATH", PATH), attack.script("outputs/model", sandboxes.place) + "; true", 0);

        // When
        List<String> read = readAll(Path.of("outputs"));

        // Then
        assertThat(read).allSatisfy(content -> assertThat(content).isIn("mine\n", ""));
        requireGone();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("attacks")
    void aBuildIsThePlatformsAloneOrIsRefused(String place, Attack attack) throws Exception {
        // Given
        shell("mkdir -p run/venv/bin; echo mine > run/venv/bin/python; chmod 4777 run/venv/bin");
        shell(attack.script(place, sandboxes.place));

        // When
        try {
            ScriptTree.settle(folder, "venv");
        } catch (IOException refused) {
            assertThat(place).as("%s", refused).startsWith("venv");
            requireUntouched();
            return;
        }

        // Then
        Path environment = MountSource.of(folder.resolve("venv")).path();
        try (Stream<Path> all = Files.walk(environment)) {
            assertThat(all.filter(path -> !Files.isSymbolicLink(path)).toList())
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isIn("rwxr-xr-x", "rw-r--r--"))
                    .allSatisfy(path -> assertThat(Files.isDirectory(path) || Files.isRegularFile(path))
                            .isTrue());
        }
        try (Stream<Path> kept = Files.list(folder)) {
            assertThat(kept).containsExactly(environment);
        }
        requireUntouched();
        requireGone();
    }

    @ParameterizedTest
    @EnumSource(
            value = Attack.class,
            names = {"LINK_TO_FOLDER", "LINK_TO_FILE", "HARD_LINK", "PIPE", "DEEPEST", "LINK_UPWARDS"})
    void aBuildThatIsNotItsOwnIsRefused(Attack attack) throws Exception {
        Files.createDirectory(folder);
        shell(attack.script("venv", sandboxes.place));

        assertThatThrownBy(() -> ScriptTree.settle(folder, "venv")).isInstanceOf(IOException.class);

        requireUntouched();
    }

    @Test
    void aFileOfAnotherUserIsLeftOutAndSaid() throws Exception {
        // Given
        if (!Capabilities.own().canChangeUser()) {
            // only root can make a file another user's
            return;
        }
        shell("mkdir -p run/outputs; echo mine > run/outputs/own; echo other > run/outputs/other");
        new SandboxUser(1_900_000_001).take(folder);
        Files.setAttribute(folder.resolve("outputs/other"), "unix:uid", 0);
        List<String> leftOut = new ArrayList<>();

        // When
        List<ScriptFile> files;
        try (ScriptTree tree = ScriptTree.open(folder)) {
            files = tree.files(Path.of("outputs"), 10, leftOut::add);
        }

        // Then
        assertThat(files).extracting(file -> file.path().toString()).containsExactly("outputs/own");
        assertThat(leftOut).containsExactly("outputs/other is left out: it belongs to another user");
    }

    @Test
    void filesAreSortedAndReadFromWhereTheyWereFound() throws Exception {
        shell("mkdir -p run/outputs/a; echo mine > run/outputs/b; echo mine > run/outputs/a/c");

        try (ScriptTree tree = ScriptTree.open(folder)) {
            List<ScriptFile> files = tree.files(Path.of("outputs"), 3, left -> {});

            assertThat(files).extracting(file -> file.path().toString()).containsExactly("outputs/a/c", "outputs/b");
            try (var in = tree.read(files.get(0))) {
                assertThat(in).hasContent("mine");
            }
        }
    }

    /** A link that comes between the look and the reading. */
    @Test
    void aFileThatWasReplacedIsNotRead() throws Exception {
        shell("mkdir -p run/outputs; echo mine > run/outputs/file");

        try (ScriptTree tree = ScriptTree.open(folder)) {
            ScriptFile file = tree.files(Path.of("outputs"), 3, left -> {}).get(0);
            shell("rm -r run/outputs/file; ln -s ../../key.pem run/outputs/file");

            assertThatThrownBy(() -> tree.read(file)).isInstanceOf(IOException.class);
            shell("rm -r run/outputs; mkdir mine; cp key.pem mine/file; ln -s ../mine run/outputs");
            assertThatThrownBy(() -> tree.read(file)).isInstanceOf(IOException.class);
            ScriptTree.delete(sandboxes.place.resolve("mine"));
        }
    }

    @Test
    void moreFilesThanAllowedAreRefused() throws Exception {
        shell("mkdir -p run/outputs/deep; touch run/outputs/a run/outputs/b run/outputs/deep/c");

        try (ScriptTree tree = ScriptTree.open(folder)) {
            assertThat(tree.files(Path.of("outputs"), 4, left -> {})).hasSize(3);
            assertThatThrownBy(() -> tree.files(Path.of("outputs"), 3, left -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessage("outputs holds more than 3 files and folders");
        }
    }

    @ParameterizedTest
    @MethodSource("io.mltwin.sandbox.SandboxPlace#protecting")
    void filesOfAScriptWhereEverybodyMayWriteGoWithIt(SandboxKind kind) throws Exception {
        String mark = "left-" + System.nanoTime();

        sandboxes.run(
                kind,
                Map.of("PATH", PATH),
                "for place in /tmp /var/tmp /dev/shm; do mkdir -p $place/"
                        + mark
                        + "/in && chmod 000 $place/"
                        + mark
                        + "/in; done; ipcmk --shmem 4096 > /dev/null; true",
                0);

        assertThat(List.of("/tmp", "/var/tmp", "/dev/shm"))
                .allSatisfy(shared -> assertThat(Path.of(shared, mark)).doesNotExist());
        if (sandboxes.lastUser().isPresent()) {
            assertThat(Files.readString(Path.of("/proc/sysvipc/shm")))
                    .doesNotContain(" " + sandboxes.lastUser().get().uid() + " ");
        }
    }

    private List<String> readAll(Path below) throws IOException {
        List<String> read = new ArrayList<>();
        try (ScriptTree tree = ScriptTree.open(folder)) {
            for (ScriptFile file : tree.files(below, 10_000, left -> {})) {
                try (var in = tree.read(file)) {
                    read.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException refused) {
            // all is refused rather than a part of it taken
            assertThat(refused.getMessage()).doesNotContain(KEY);
        }
        return read;
    }

    private void requireGone() throws IOException {
        ScriptTree.delete(folder);

        assertThat(Files.exists(folder, LinkOption.NOFOLLOW_LINKS)).isFalse();
        requireUntouched();
    }

    private void requireUntouched() throws IOException {
        assertThat(sandboxes.secret).hasContent(KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sandboxes.secret)))
                .isEqualTo("rw-------");
    }

    /** Of the folder's owner, in the folder where it lies. */
    private void shell(String script) throws Exception {
        Path in = script.startsWith("set --") ? folder : sandboxes.place;
        Process process = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(script).isZero();
    }
}
