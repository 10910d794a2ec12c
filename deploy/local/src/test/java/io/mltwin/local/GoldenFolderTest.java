package io.mltwin.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFolderTest {
    @TempDir
    Path root;

    @Test
    void aCopyHasAllButWhatAStartMakesItself() throws IOException, InterruptedException {
        // Given
        Files.createFile(root.resolve(Checkout.DISTRIBUTION));
        DataFolder golden = new DataFolder(root.resolve("golden/a.localhost"));
        golden.create();
        DataFolder.createPrivate(golden.dataOf("postgres"));
        DataFolder.writePrivate(golden.dataOf("postgres").resolve("PG_VERSION"), "17");
        DataFolder.writePublic(golden.settings(), "{}");
        Files.writeString(golden.pid("launcher"), "1");
        Files.writeString(golden.log("compute"), "old");
        DataFolder copy = new DataFolder(root.resolve("copy"));
        copy.create();

        // When
        new GoldenFolder(new Checkout(root), "a.localhost", Progress.silent()).copyTo(copy);

        // Then
        Path version = copy.dataOf("postgres").resolve("PG_VERSION");
        assertEquals("17", Files.readString(version));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(version)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(version.getParent())));
        assertFalse(Files.exists(copy.settings()));
        assertFalse(Files.exists(copy.pid("launcher")));
        assertFalse(Files.exists(copy.log("compute")));
    }

    @Test
    void aCheckoutWhoseBuildCanChangeHasNone() {
        // Given
        GoldenFolder golden = new GoldenFolder(new Checkout(root), "a.localhost", Progress.silent());

        // When
        RefusalException refused =
                assertThrows(RefusalException.class, () -> golden.copyTo(new DataFolder(root.resolve("copy"))));

        // Then
        assertEquals(
                "--golden needs a distribution: what is built in a checkout changes, and its data with it.",
                refused.getMessage());
    }
}
