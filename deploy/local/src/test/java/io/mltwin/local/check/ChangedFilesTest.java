package io.mltwin.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git tells of a repository with two commits, of which one is on a branch. */
class ChangedFilesTest {
    @TempDir
    Path folder;

    @Test
    void withoutOriginWhatIsNotCommittedHasChanged() throws IOException, InterruptedException {
        // Given
        makeRepository();

        // When
        ChangedFiles changed = ChangedFiles.find(folder, null);

        // Then
        assertTrue(changed.since().endsWith(", the last commit, as there is no origin/main"), changed.since());
        assertEquals(List.of("a b/new", "kept", "ä"), changed.files());
    }

    @Test
    void withOriginWhatTheBranchHasDoneHasChanged() throws IOException, InterruptedException {
        // Given
        makeRepository();
        git("update-ref", "refs/remotes/origin/main", "first");

        // When
        ChangedFiles changed = ChangedFiles.find(folder, null);

        // Then
        assertTrue(changed.since().endsWith(", where this branch left origin/main"), changed.since());
        assertEquals(List.of("a b/new", "committed", "kept", "moved", "old", "ä"), changed.files());
    }

    @Test
    void aRevisionIsTakenAsGiven() throws IOException, InterruptedException {
        // Given
        makeRepository();

        // When
        ChangedFiles changed = ChangedFiles.find(folder, "first");

        // Then
        assertTrue(changed.since().endsWith(", first"), changed.since());
        assertEquals(6, changed.files().size());
    }

    @Test
    void anUnknownRevisionIsRefused() throws IOException, InterruptedException {
        makeRepository();
        for (String revision : List.of("nowhere", "--all", "HEAD:kept")) {
            RefusalException refusal = assertThrows(RefusalException.class, () -> ChangedFiles.find(folder, revision));
            assertEquals("git knows no revision " + revision, refusal.getMessage());
        }
    }

    @Test
    void aFolderWithoutGitIsRefused() {
        RefusalException refusal = assertThrows(RefusalException.class, () -> ChangedFiles.find(folder, null));
        assertEquals(folder + " is not a checkout of git, which is asked what has changed.", refusal.getMessage());
    }

    private void makeRepository() throws IOException, InterruptedException {
        git("init", "-q");
        Files.writeString(folder.resolve(".gitignore"), "target/\n");
        Files.writeString(folder.resolve("kept"), "1\n");
        Files.writeString(folder.resolve("old"), "some lines\nthat are\nmoved\n");
        commit();
        git("tag", "first");
        Files.writeString(folder.resolve("committed"), "1\n");
        git("mv", "old", "moved");
        commit();
        Files.writeString(folder.resolve("kept"), "2\n");
        Files.createDirectories(folder.resolve("a b"));
        Files.writeString(folder.resolve("a b/new"), "1\n");
        Files.writeString(folder.resolve("ä"), "1\n");
        Files.createDirectories(folder.resolve("target"));
        Files.writeString(folder.resolve("target/built"), "1\n");
    }

    private void commit() throws IOException, InterruptedException {
        git("add", "-A");
        git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
