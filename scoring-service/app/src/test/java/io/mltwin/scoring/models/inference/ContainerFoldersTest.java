package io.mltwin.scoring.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.reset.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerFoldersTest {

    @TempDir
    Path root;

    private Path data;
    private Path memory;

    @BeforeEach
    void make() throws IOException {
        data = Files.createDirectory(root.resolve("data"));
        memory = Files.createDirectory(root.resolve("memory"));
    }

    @Test
    void aContainerLiesInMemoryUnderANameThatNobodyCanGuess() throws IOException {
        Path first = folders().make("breast");
        Path second = folders().make("breast");

        assertThat(first.getParent().getParent()).isEqualTo(memory);
        assertThat(second.getParent()).isNotEqualTo(first.getParent());
        for (Path folder : List.of(first, first.getParent())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void foldersOfAnEarlierProcessGoAtTheNextStart() throws IOException {
        Path left = Files.writeString(folders().make("breast").resolve("model"), "in the clear");

        folders().clean();

        assertThat(left).doesNotExist();
        assertThat(names(memory)).isEmpty();
    }

    @Test
    void aLinkInPlaceOfTheEarlierFolderIsNotFollowed() throws IOException {
        Path other = Files.createDirectory(root.resolve("other"));
        Files.writeString(other.resolve("file"), "of somebody else");
        Path earlier = folders().make("breast").getParent();
        FileTree.deleteOrFail(earlier);
        Files.createSymbolicLink(earlier, other);

        folders().clean();

        assertThat(other.resolve("file")).exists();
    }

    @Test
    void aNoteThatLeadsElsewhereDeletesNothing() throws IOException {
        Path other = Files.createDirectory(root.resolve("mltwin-containers-other"));
        Files.writeString(data.resolve("containers-in-memory"), "../mltwin-containers-other");

        folders().clean();

        assertThat(other).exists();
    }

    @Test
    void aFolderInMemoryThatOthersMayEnterIsNotUsedAnyMore() throws IOException {
        ContainerFolders folders = folders();
        Path first = folders.make("one");
        Files.setPosixFilePermissions(first.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));

        Path second = folders.make("two");

        assertThat(second.getParent()).isEqualTo(data.resolve("containers"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(second.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void withoutAFolderInMemoryContainersLieInTheDataFolder() {
        ContainerFolders folders = new ContainerFolders(data, root.resolve("none"), Optional.empty(), memory::equals);

        assertThat(folders.make("breast")).isEqualTo(data.resolve("containers/breast"));
    }

    @Test
    void filesUnderACustomersKeyLieInMemoryOrNowhere() {
        ContainerFolders onDisk = new ContainerFolders(data, root.resolve("none"), Optional.empty(), memory::equals);

        assertThat(folders().makeInMemory("breast")).startsWith(memory);
        assertThatThrownBy(() -> onDisk.makeInMemory("breast"))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        refused -> assertThat(refused.code()).isEqualTo("ContainerNotInMemory"));
        assertThat(data.resolve("containers/breast")).doesNotExist();
    }

    @Test
    void aConfiguredFolderIsUsedAndEmptiedAtTheStart() throws IOException {
        Path configured = root.resolve("configured");
        ContainerFolders folders = new ContainerFolders(data, memory, Optional.of(configured), memory::equals);
        Path folder = folders.make("breast");

        new ContainerFolders(data, memory, Optional.of(configured), memory::equals).clean();

        assertThat(folder.getParent()).isEqualTo(configured);
        assertThat(folder).doesNotExist();
    }

    private ContainerFolders folders() {
        return new ContainerFolders(data, memory, Optional.empty(), folder -> folder.startsWith(memory));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
